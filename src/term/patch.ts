import { safe } from "./escape.js";
import type { View } from "./view.js";

/** What differs between two texts of a file, as a unified diff. */
export async function renderPatch(file: string, before: Uint8Array, after: Uint8Array, view: View): Promise<string> {
  const { createTwoFilesPatch, FILE_HEADERS_ONLY } = await import("diff");
  const decoder = new TextDecoder();
  const patch = createTwoFilesPatch(file, file, decoder.decode(before), decoder.decode(after), "", "", {
    context: 3,
    headerOptions: FILE_HEADERS_ONLY,
  });
  return patch
    .split("\n")
    .map((line) => paintLine(safe(line), view))
    .join("\n");
}

function paintLine(line: string, { paint }: View): string {
  if (line.startsWith("---") || line.startsWith("+++")) return paint.bold(line);
  if (line.startsWith("@@")) return paint.cyan(line);
  return line.startsWith("+") ? paint.green(line) : line.startsWith("-") ? paint.red(line) : line;
}
