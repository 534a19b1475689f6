import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { lacks } from "../support/needs.js";
import { makePlace, type Place } from "../support/program.js";
import { lacksTmux } from "../support/screen.js";
import { openShell, type Setup } from "../support/shells.js";
import type { Shell } from "../../src/completion/protocol.js";

const bashCompletion = "/usr/share/bash-completion/bash_completion";

const besideBashCompletion: Setup = {
  name: "beside bash-completion",
  rc: `. ${bashCompletion}; eval "$(ff completion bash)"`,
};

const compinit = "autoload -Uz compinit; compinit -u -D";

/** The ways to install it; the first is the one that the help names. */
const setups: Readonly<Record<Shell, readonly [Setup, ...Setup[]]>> = {
  bash: [
    { name: "eval", rc: 'eval "$(ff completion bash)"' },
    { name: "source", rc: "source <(ff completion bash)" },
    ...(lacks("bash-completion", ["test", "-r", bashCompletion]) ? [] : [besideBashCompletion]),
  ],
  zsh: [
    { name: "eval", rc: `${compinit}; eval "$(ff completion zsh)"` },
    { name: "eval without compinit", rc: 'eval "$(ff completion zsh)"' },
    {
      name: "a file of fpath",
      rc: `fpath=(~/functions $fpath); ${compinit}`,
      prepare: "mkdir functions; ff completion zsh > functions/_ff",
    },
  ],
  fish: [
    { name: "source", rc: "ff completion fish | source" },
    {
      name: "a file",
      rc: "",
      prepare: "mkdir -p .config/fish/completions; ff completion fish > .config/fish/completions/ff.fish",
    },
  ],
};

function placeWithFlags(): Place {
  const place = makePlace();
  place.write(
    flagsFile,
    flagsText([
      flag("new_dashboard", { strategy: "percentage", percentage: 10 }),
      flag("checkout_flow", { strategy: "user_tier", user_tiers: ["pro"] }),
    ]),
  );
  return place;
}

/** Names that a shell would take for something else. */
const oddNames = [
  "two words",
  "it's",
  'say "so"',
  "$HOME",
  "`id`",
  "back\\slash",
  "team:checkout",
  "a=b@c",
  "glob*[a]?",
  "{a,b}",
  "(x);&|<y>",
  "~tilde",
  "#hash",
  "!bang!",
  "50%",
  "^caret",
  "größe",
  "機能フラグ",
  "🚀 launch",
];

/** Starts of such names, in the quotes that one may open. */
const quotedStarts = [
  ["'say", 'say "so"'],
  ["'it", "it's"],
  ['"say', 'say "so"'],
  ['"\\$HO', "$HOME"],
  ["'`", "`id`"],
  ["two\\ ", "two words"],
  ["'two w", "two words"],
  ["tw'o 'w", "two words"],
  ["team:ch", "team:checkout"],
  ['"team:ch', "team:checkout"],
  ["機", "機能フラグ"],
] as const;

describe.each(["bash", "zsh", "fish"] as const)("%s", (shell) => {
  const [setup] = setups[shell];
  describe.skipIf(lacksTmux() || lacks(shell, [shell, "--version"]))("completes", () => {
    it.each(setups[shell])("a whole command ($name)", async (setup) => {
      const place = placeWithFlags();
      const { complete, enter, screen } = await openShell(place, shell, setup);
      expect(await complete("ff roll")).toBe("ff rollout");
      expect(await complete("new_")).toBe("ff rollout new_dashboard");
      expect(await complete("25 --dry")).toBe("ff rollout new_dashboard 25 --dry-run");
      expect(await enter()).toEqual(["rollout", "new_dashboard", "25", "--dry-run"]);
      await screen.shows("25% of users");
      expect(readdirSync(place.folder)).not.toContain(".ff");
    });

    it("values of options, and files", { timeout: 60_000 }, async () => {
      const place = placeWithFlags();
      place.write("release notes.json", '{"changes": []}');
      place.write("answer.txt", "");
      const { complete, enter } = await openShell(place, shell, setup);
      for (const [typed, called] of [
        ["ff list --strategy perc", ["list", "--strategy", "percentage"]],
        ["ff list --strategy=perc", ["list", "--strategy=percentage"]],
        ["ff apply rel", ["apply", "release notes.json"]],
        ["ff list --file feat", ["list", "--file", flagsFile]],
        ["ff list --file=feat", ["list", `--file=${flagsFile}`]],
        ["ff list > ans", ["list"]],
        ["ff help roll", ["help", "rollout"]],
        ["ff completion fi", ["completion", "fish"]],
        ["ff delete new_dashboard --yes chec", ["delete", "new_dashboard", "--yes", "checkout_flow"]],
      ] as const) {
        await complete(typed);
        expect(await enter()).toEqual(called);
      }
    });

    it("the flags of the file in use, each so that it arrives as it is called", { timeout: 120_000 }, async () => {
      const place = placeWithFlags();
      const { complete, enter, clear } = await openShell(place, shell, setup);
      for (const name of oddNames) {
        place.write("odd flags.json", flagsText([flag(name)]));
        await complete("ff show --file 'odd flags.json' ");
        expect(await enter()).toEqual(["show", "--file", "odd flags.json", name]);
        await clear();
      }
      place.write("odd flags.json", flagsText([...oddNames, "-dash"].map((name) => flag(name))));
      for (const [typed, name] of quotedStarts) {
        await complete(`ff --file odd\\ flags.json show ${typed}`);
        expect(await enter()).toEqual(["--file", "odd flags.json", "show", name]);
        await clear();
      }
      await complete("ff show --file 'odd flags.json' -- -d");
      expect(await enter()).toEqual(["show", "--file", "odd flags.json", "--", "-dash"]);
    });

    it("nothing where the flags file is broken, and says nothing", async () => {
      const place = placeWithFlags();
      place.write("broken.json", "{ nonsense");
      const { screen, complete } = await openShell(place, shell, setup);
      await screen.type("ff show --file broken.json ");
      await screen.press("Tab");
      await screen.press("Tab");
      // The next completion on the same line comes after what these two had to say.
      expect(await complete("--js")).toBe("ff show --file broken.json --json");
      expect(await screen.shows("--json")).toBe("> ff show --file broken.json --json");
    });
  });
});

// bash completes a command without what stands in front of it.
const assigned = [
  "FF_FILE=other.json ff check of_the_o",
  "LANG=C FF_FILE=~/other.json ff check of_the_o",
  "ff list | FF_FILE='other.json' ff check of_the_o",
];

describe.each([
  ["bash", []],
  ["zsh", assigned],
  ["fish", assigned.slice(0, 2)],
] as const)("the file in use, in %s", (shell, assigned) => {
  it
    .skipIf(lacksTmux() || lacks(shell, [shell, "--version"]))
    .each(["ff check --file ~/other.json of_the_o", "ff --file=~/other.json check of_the_o", ...assigned])(
    "%s",
    async (typed) => {
      const place = placeWithFlags();
      place.write("other.json", flagsText([flag("of_the_other")]));
      const { complete } = await openShell(place, shell, setups[shell][0]);
      expect(await complete(typed)).toBe(typed.replace(/of_the_o$/, "of_the_other"));
    },
  );
});

it.skipIf(lacksTmux() || lacks("zsh", ["zsh", "--version"]))("zsh tells what each command and flag is", async () => {
  const { screen } = await openShell(placeWithFlags(), "zsh", setups.zsh[0]);
  await screen.type("ff enable-");
  await screen.press("Tab");
  await screen.shows("enable-tiers    -- on for the tiers listed");
});

it.skipIf(lacksTmux() || lacks("zsh", ["zsh", "--version"]))("zsh tells a backslash as one", async () => {
  const place = makePlace();
  const listed = { strategy: "user_list", user_ids: ["CORP\\ada:1"] } as const;
  place.write(flagsFile, flagsText([flag("one"), flag("other", listed)]));
  const { screen } = await openShell(place, "zsh", setups.zsh[0]);
  await screen.type("ff show o");
  await screen.press("Tab");
  await screen.shows("other  -- user CORP\\ada:1");
});
