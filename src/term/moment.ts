import { formatTimestamp, parseTimestamp } from "../model/time.js";

/** A time of the file or of the history as people read it, `2026-11-27 09:19:52 UTC`; what is none, as it stands. */
export function momentInWords(text: string): string {
  const moment = parseTimestamp(text);
  return moment === null ? text : `${formatTimestamp(moment).replace("T", " ")} UTC`;
}
