import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder, for its maker to remove. */
export const makeFolder = () => mkdtempSync(join(tmpdir(), "ff-bench-"));
