import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { format, resolveConfig } from "prettier";
import { fillBlocks } from "./blocks.mjs";
import { drawGrowth } from "./picture.mjs";
import { readRuns } from "./results.mjs";

const docs = resolve(import.meta.dirname, "../../docs");
const [text, picture] = [resolve(docs, "performance.md"), resolve(docs, "growth.svg")];

/** File → what it has to hold, given the recorded runs and the prose that stands there. */
export async function makeDocuments() {
  const runs = readRuns();
  const filled = fillBlocks(readFileSync(text, "utf8"), runs);
  return {
    [text]: await format(filled, { ...(await resolveConfig(text)), parser: "markdown" }),
    [picture]: drawGrowth(runs.at(-1).parts),
  };
}
