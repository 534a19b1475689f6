import type { Place } from "./program.js";
import { inTerminal } from "./terminal.js";

/** With UPDATE_TRANSCRIPTS=1 transcripts are brought up to what the program prints, to be looked at and committed. */
export const updatesTranscripts = process.env["UPDATE_TRANSCRIPTS"] === "1";

/** Types each `$ ff …` line of a transcript in a terminal of 80 columns, and gives the transcript as it is now. */
export async function playTranscript(transcript: string, place: Place): Promise<string> {
  let played = "";
  for (const command of commandsOf(transcript)) {
    const words = [...command.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? "").slice(1);
    const { screen } = await inTerminal(place, words, { env: { NO_COLOR: "1", FF_ACTOR: "ada" } });
    played += `${played === "" ? "" : "\n"}$ ${command}\n${screen}`;
  }
  return played;
}

/** The moments that a transcript was played at are no part of what it says. */
export function withoutTimes(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?/g, (time) => time.replace(/\d/g, "0"));
}

function commandsOf(transcript: string): string[] {
  return transcript.split("\n").flatMap((line) => (line.startsWith("$ ff") ? [line.slice(2)] : []));
}
