import { setTimeout as delay } from "node:timers/promises";
import { onTestFinished } from "vitest";

import { lacks } from "./needs.js";
import { baseEnv, run, type Place } from "./program.js";

export const lacksTmux = (): boolean => lacks("tmux", ["tmux", "-V"]);

/** How long something on the screen is waited for, and how often it is looked at. */
const patienceMs = 20_000;
const pauseMs = 20;

/** A terminal as a person has it before them: keys go in, and what stands on the screen is looked at. */
export interface Screen {
  /** Types a text. */
  type(text: string): Promise<void>;
  /** Presses keys by the names that tmux has for them: Enter, Tab, C-c. */
  press(...keys: readonly string[]): Promise<void>;
  /** The screen, once it is so; spaces at the ends of lines do not count. */
  until(isSo: (screen: string) => boolean): Promise<string>;
  /** The screen, once all of this stands on it: a program may draw in several goes. */
  shows(...texts: readonly string[]): Promise<string>;
}

/** Runs a command in a terminal of tmux with 24 lines, ended with the test. */
export async function openScreen(
  place: Place,
  command: readonly string[],
  { columns = 80, env = {} }: { columns?: number; env?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Screen> {
  const tmux = async (...words: readonly string[]): Promise<string> => {
    const options = { cwd: place.folder, env: { ...baseEnv(place.folder), TERM: "xterm", ...env } };
    // A server of its own, which reads nobody's settings.
    const ended = await run(["tmux", "-u", "-S", place.path(".tmux"), "-f", "/dev/null", ...words], options);
    if (ended.code !== 0) throw new Error(`tmux ${words.join(" ")}: ${ended.stderr}`);
    return ended.stdout;
  };
  await tmux("new-session", "-d", "-x", `${columns}`, "-y", "24", "--", ...command);
  onTestFinished(async () => {
    await tmux("kill-server");
  });
  const until: Screen["until"] = async (isSo) => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      const screen = (await tmux("capture-pane", "-p")).trimEnd();
      if (isSo(screen)) return screen;
      if (Date.now() > deadline) throw new Error(`this is not what was waited for:\n${screen}`);
      await delay(pauseMs);
    }
  };
  return {
    type: async (text) => {
      await tmux("send-keys", "-l", "--", text);
    },
    press: async (...names) => {
      await tmux("send-keys", ...names);
    },
    until,
    shows: (...texts) => until((screen) => texts.every((text) => screen.includes(text))),
  };
}
