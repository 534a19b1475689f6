import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { withFlags } from "./flags-file.mjs";
import { ff, interleave, report, timeNode } from "./measure.mjs";

const program = resolve(ff);

/** Edits of large files: whole processes, against one that reads the file and writes it back durably. */
export async function edits() {
  for (const [flags, megabytes, seconds] of [
    [10_000, 4, 0.5],
    [100_000, 40, 2],
  ])
    await withFlags(flags, async (folder) => {
      let percentage = 0;
      const times = await interleave(
        {
          copy: () => timeNode(["-e", copyBack], folder),
          edit: () => timeNode([program, "rollout", "flag_7", String(++percentage), "--quiet"], folder),
        },
        5,
      );
      report(`an edit of a ${megabytes} MB file, seconds`, times.edit / 1000, seconds, { unit: " s" });
      report(`an edit of a ${megabytes} MB file, × reading it and writing it back`, times.edit / times.copy, 2);
      rmSync(join(folder, ".ff"), { recursive: true });
    });
}

const copyBack = `
const fs = require("node:fs");
const bytes = fs.readFileSync("feature_flags.json");
const fd = fs.openSync("copy.json", "w");
fs.writeSync(fd, bytes);
fs.fsyncSync(fd);
`;
