import { edits } from "./edits.mjs";
import { evaluation } from "./evaluation.mjs";
import { startUp } from "./start-up.mjs";

console.log("     reached  target    what (medians of interleaved rounds)");
await startUp();
await edits();
await evaluation();
