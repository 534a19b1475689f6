import { CodeCache } from "./code-cache.js";
import { loaderFor } from "./loader.js";
import type * as Program from "./program.js";

const chunks = `${__dirname}/chunks`;
const load = loaderFor(chunks, require, new CodeCache(process, chunks));
const { main } = load("program.cjs") as typeof Program;

// Set, never process.exit(): output that is still on its way would be cut off.
void main(process).then((code) => {
  process.exitCode = code;
});
