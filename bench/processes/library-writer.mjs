// Writers of a file, through the library: file, number of the first writer, how many they are, milliseconds.
import { FeatureFlagService, FfError } from "../../dist/lib/index.js";
import { editWhenTold } from "../writing.mjs";

const [file, first, width, milliseconds] = process.argv.slice(2);
const service = await FeatureFlagService.open({ file, actor: `writer ${first}` });
editWhenTold({ first, width, milliseconds }, edit);

async function edit(writer, count) {
  try {
    await service.enableForUsers(`flag_${writer}`, [String(count)]);
  } catch (error) {
    // The lock was not free in time, so nothing was changed: the writer tries again, as the peer's does.
    if (!(error instanceof FfError && error.code === "LOCKED")) throw error;
    await edit(writer, count);
  }
}
