import { withPlace } from "../place.mjs";
import { trace } from "../trace.mjs";

/** What has to have come back, one after the other, before the program says that it is done. */
const steps = [
  ["the new content is written beside the file", /^pwrite64\(.*\.next\./],
  ["it is synchronised", /^fsync\(.*\.next\./],
  ["its folder is synchronised", /^fsync\(\d+<[^>]*\/\.ff>/],
  ["the change is announced in the history", /^write\(.*history\.jsonl>/],
  ["the history is synchronised", /^fsync\(.*history\.jsonl>/],
  ["the two files are exchanged", /^renameat2\(.*RENAME_EXCHANGE/],
  ["the folder is synchronised", (folder) => new RegExp(`^fsync\\(\\d+<${folder}>`)],
  ["the output is written", /^write\(1</],
];

export const order = {
  promise: "Exit 0 means on disk",
  procedure: "the order of system calls of a normal run: write, fsync, swap, fsync of the folders, output (strace)",
  needs: ["strace"],
  run: ({ program }) =>
    withPlace(program, async (place) => {
      await place.ff("rollout", "checkout", "10");
      const { calls, ended } = await trace(place, ["rollout", "checkout", "20"]);
      const missing = [];
      let position = 0;
      for (const [name, pattern] of steps) {
        const wanted = typeof pattern === "function" ? pattern(place.folder) : pattern;
        const found = calls.findIndex(({ text }, index) => index >= position && wanted.test(text));
        if (found < 0) missing.push(`not in its turn: ${name}`);
        else position = found + 1;
      }
      return {
        counts: `${steps.length} steps`,
        outcome: `${steps.length - missing.length} in order`,
        problems: [...missing, ...(ended.code === 0 ? [] : [ended.stderr])],
      };
    }),
};
