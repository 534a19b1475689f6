import { mkdirSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { mostNames } from "../../src/completion/narrow.js";
import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, type Ended, type Place, type RunOptions } from "../support/program.js";

/** Asks as the script of zsh does: the words behind ff, the one under the cursor last. */
function ask(place: Place, words: readonly string[], options?: RunOptions): Promise<Ended> {
  return place.ff(["__complete", "zsh", ...words], options);
}

/** The words that are offered, without what they mean. */
async function offered(place: Place, words: readonly string[], options?: RunOptions): Promise<string[]> {
  const { stdout, stderr, code } = await ask(place, words, options);
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  const [kind, ...lines] = stdout.split("\n").slice(0, -1);
  expect(kind).toBe("words");
  return lines.map((line) => line.replace(/\t.*/, ""));
}

describe("the flags of the file in use", () => {
  it("are those that the command would find", async () => {
    const place = makePlace();
    place.write(flagsFile, flagsText([flag("of_the_folder")]));
    place.write("named/other.json", flagsText([flag("of_the_option")]));
    place.write("variable.json", flagsText([flag("of_the_variable")]));
    mkdirSync(place.path("deep/down"), { recursive: true });
    const env = { FF_FILE: "variable.json" };
    expect(await offered(place, ["show", ""])).toEqual(["of_the_folder"]);
    expect(await offered(place, ["show", ""], { cwd: place.path("deep/down") })).toEqual(["of_the_folder"]);
    expect(await offered(place, ["show", ""], { env })).toEqual(["of_the_variable"]);
    expect(await offered(place, ["show", "--file", "named/other.json", ""], { env })).toEqual(["of_the_option"]);
    expect(await offered(place, ["--file=~/named/other.json", "show", ""])).toEqual(["of_the_option"]);
  });

  it("and nothing else where it is missing, broken, unreadable or no file", async () => {
    const place = makePlace();
    place.write("broken.json", "{ nonsense");
    place.write("list.json", "[]");
    mkdirSync(place.path("folder.json"));
    const env = { FF_DEBUG: "1" };
    for (const file of ["nowhere.json", "broken.json", "list.json", "folder.json", "", "a\u0007"])
      expect(await ask(place, ["show", "--file", file, ""], { env })).toEqual({
        stdout: "words\n",
        stderr: "",
        code: 0,
      });
  });

  it("are offered while the file is damaged in places", async () => {
    const place = makePlace();
    place.write(flagsFile, '{"kiwi": 5, "kiwi": {"strategy": "none"}, "pear": []}');
    expect(await offered(place, ["show", ""])).toEqual(["kiwi", "pear"]);
  });

  it("are no more than can be read of 100,000, and those that begin with what is typed", async () => {
    const place = makePlace();
    const names = Array.from({ length: 100_000 }, (_, index) => `flag_${index}`);
    place.write(flagsFile, flagsText([...names, "two words"].map((name) => flag(name))));
    expect(await offered(place, ["show", "flag_7"])).toHaveLength(mostNames);
    expect(await offered(place, ["show", "flag_7777"])).toHaveLength(11);
    const fish = await place.ff(["__complete", "fish", "show", "'two w"]);
    expect(fish.stdout).toBe("words\ntwo words\tnobody\n");
  });
});

it("nothing is written while one types", async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText([flag("new_dashboard")]));
  await offered(place, ["rollout", "new_"]);
  await offered(place, ["delete", "new_dashboard", "--yes", ""]);
  expect(readdirSync(place.folder)).toEqual([flagsFile]);
});

it("the word that asks is told of nowhere", async () => {
  const place = makePlace();
  const [help, commands, typo] = await Promise.all([place.ff([]), offered(place, [""]), place.ff(["__complet"])]);
  expect(help.stdout + commands.join() + typo.stderr.replace(/^error.*/, "")).not.toContain("__complete");
});

it("ff completion prints what a shell runs, or as a document", async () => {
  const place = makePlace();
  const [text, document] = await Promise.all([
    place.ff(["completion", "fish"]),
    place.ff(["completion", "fish", "--json"]),
  ]);
  expect(text.stdout).toContain("complete -c ff");
  expect(JSON.parse(document.stdout)).toEqual({ shell: "fish", script: text.stdout });
});
