import { decideColour } from "../src/term/colour.js";
import { loadPaint } from "../src/term/style.js";
import { decideUnicode } from "../src/term/unicode.js";
import type { View } from "../src/term/view.js";
import type { Surroundings } from "./context.js";
import type { TypedGlobals } from "./globals.js";

/** Node leaves both out where a stream is no terminal. */
interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Colour is decided here, once for each stream, and handed to whatever draws. */
export async function viewOf(
  stream: Stream,
  { env }: Pick<Surroundings, "env">,
  { color }: Pick<TypedGlobals, "color">,
): Promise<View> {
  const { isTTY = false, columns = 0 } = stream;
  const paint = await loadPaint(decideColour({ option: color, env, isTTY }));
  return { paint, width: isTTY && columns > 0 ? columns : 80, isTTY, unicode: decideUnicode(env) };
}
