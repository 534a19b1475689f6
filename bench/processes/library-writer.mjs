// One of several writers of a file, through the library: file, number of the writer, milliseconds. Each edit puts the
// count of edits into the writer's own flag. Says "ready", waits for a message, and answers how many edits were made.
import { FeatureFlagService, FfError } from "../../dist/lib/index.js";
import { editWhenTold } from "../writing.mjs";

const [file, writer, milliseconds] = process.argv.slice(2);
const service = await FeatureFlagService.open({ file, actor: `writer ${writer}` });
editWhenTold(milliseconds, edit);

async function edit(count) {
  try {
    await service.enableForUsers(`flag_${writer}`, [String(count)]);
  } catch (error) {
    // The lock was not free in time, so nothing was changed: the writer tries again, as the peer's does.
    if (!(error instanceof FfError && error.code === "LOCKED")) throw error;
    await edit(count);
  }
}
