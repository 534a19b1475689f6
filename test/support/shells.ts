import { chmodSync, existsSync, rmSync } from "node:fs";

import type { Shell } from "../../src/completion/protocol.js";
import { baseEnv, programFile, type Place } from "./program.js";
import { openScreen, type Screen } from "./screen.js";

/** What a person has in the file that the shell reads at its start. */
export interface Setup {
  readonly name: string;
  readonly rc: string;
  /** What is typed once, before. */
  readonly prepare?: string;
}

/** Where that file stands, and what keeps the screen to what is typed, and the folder to what ff does. */
const starts: Readonly<Record<Shell, { readonly rc: string; readonly quiet: string }>> = {
  bash: { rc: ".bashrc", quiet: "PS1='> '; unset HISTFILE" },
  zsh: { rc: ".zshrc", quiet: "PS1='> '; unset HISTFILE" },
  fish: {
    rc: ".config/fish/config.fish",
    quiet: `set -g fish_greeting; set -g fish_history ''; set -g fish_autosuggestion_enabled 0
function fish_prompt; echo -n '> '; end`,
  },
};

/** A shell in which `ff` is the built program. */
export interface ShellSession {
  readonly screen: Screen;
  /** Empties the screen and the line. */
  clear(): Promise<void>;
  /** Types the text and presses Tab; gives what then stands on the line, once that is something else. */
  complete(text: string): Promise<string>;
  /** Presses Enter, and gives the words that ff was called with. */
  enter(): Promise<string[]>;
}

const prompt = "> ";

export async function openShell(place: Place, shell: Shell, { rc, prepare = "" }: Setup): Promise<ShellSession> {
  const { rc: file, quiet } = starts[shell];
  // Keeps what it is called with, but for the questions of the completion.
  place.write(
    "bin/ff",
    `#!/bin/sh
[ "$1" = __complete ] || { printf '%s\\n' "$@" > .called && mv .called called; }
exec "${process.execPath}" "${programFile}" "$@"
`,
  );
  chmodSync(place.path("bin/ff"), 0o755);
  const env = { PATH: `${place.path("bin")}:${baseEnv("").PATH ?? ""}` };
  if (prepare !== "") await place.shell(prepare);
  place.write(file, `${quiet}\n${rc}\n`);
  const screen = await openScreen(place, [shell], { env });
  const lineOf = (text: string): string => text.split("\n").findLast((line) => line.startsWith(">")) ?? "";
  const empty = (text: string): boolean => text === prompt.trim();
  await screen.until(empty);
  return {
    screen,
    clear: async () => {
      await screen.press("C-u");
      await screen.press("C-l");
      await screen.until(empty);
    },
    complete: async (text) => {
      await screen.type(text);
      const before = lineOf(await screen.until((shown) => lineOf(shown).endsWith(text.trimEnd())));
      await screen.press("Tab");
      return lineOf(await screen.until((shown) => lineOf(shown) !== before)).slice(prompt.length);
    },
    enter: async () => {
      rmSync(place.path("called"), { force: true });
      await screen.press("Enter");
      await screen.until(() => existsSync(place.path("called")));
      await screen.until((text) => empty(text.split("\n").at(-1) ?? ""));
      return place.read("called").replace(/\n$/, "").split("\n");
    },
  };
}
