import { performance } from "node:perf_hooks";

/** Tells the parent that this writer is ready; told to go, edits for so long and tells how often. */
export function editWhenTold(milliseconds, edit) {
  process.once("message", async () => {
    const end = performance.now() + Number(milliseconds);
    let count = 0;
    while (performance.now() < end) await edit(++count);
    process.send(count);
    process.disconnect();
  });
  process.send("ready");
}
