import { decideColour } from "../src/term/colour.js";
import type { Output } from "../src/term/output.js";
import { loadPaint } from "../src/term/style.js";
import { decideUnicode } from "../src/term/unicode.js";
import type { View } from "../src/term/view.js";
import type { Surroundings } from "./surroundings.js";
import type { TypedGlobals } from "./globals.js";

/** Colour is decided here, once for each stream, and handed to whatever draws. */
export async function viewOf(
  output: Output,
  { env }: Pick<Surroundings, "env">,
  { color }: Pick<TypedGlobals, "color">,
): Promise<View> {
  const { isTTY, columns } = output;
  const paint = await loadPaint(decideColour({ option: color, env, isTTY }));
  return { paint, width: columns > 0 ? columns : 80, isTTY, unicode: decideUnicode(env) };
}
