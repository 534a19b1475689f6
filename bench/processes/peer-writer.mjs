// As library-writer.mjs, with the usual pair of packages: proper-lockfile and write-file-atomic (which syncs). The last
// argument is the folder of peers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { editWhenTold } from "../writing.mjs";

const [file, first, width, milliseconds, peers] = process.argv.slice(2);
const load = createRequire(join(peers, "package.json"));
const { lock } = load("proper-lockfile");
const writeFileAtomic = load("write-file-atomic");

editWhenTold({ first, width, milliseconds }, async (writer, count) => {
  const release = await lock(file, { retries: { retries: 1000, minTimeout: 1, maxTimeout: 20 } });
  try {
    const flags = JSON.parse(readFileSync(file, "utf8"));
    const flag = flags[`flag_${writer}`];
    flag.strategy = "user_list";
    flag.user_ids = [String(count)];
    flag.updated_at = new Date().toISOString().slice(0, 19);
    await writeFileAtomic(file, JSON.stringify(flags, null, 2));
  } finally {
    await release();
  }
});
