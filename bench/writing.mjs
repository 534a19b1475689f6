import { performance } from "node:perf_hooks";

/**
 * Tells the parent that this process is ready; told to go, lets its writers edit side by side for so long, and tells how often
 * each did.
 * @param first number of the first of them
 * @param edit puts the count of a writer's edits into the writer's own flag
 */
export function editWhenTold({ first, width, milliseconds }, edit) {
  process.once("message", async () => {
    const end = performance.now() + Number(milliseconds);
    const write = async (_, index) => {
      let count = 0;
      while (performance.now() < end) await edit(Number(first) + index, ++count);
      return count;
    };
    process.send(await Promise.all(Array.from({ length: Number(width) }, write)));
    process.disconnect();
  });
  process.send("ready");
}
