import type { ColourLevel } from "./colour.js";

type Painter = (text: string) => string;

/** Colours by name; at level 0 each hands its text back as it is. */
export interface Paint {
  readonly bold: Painter;
  readonly dim: Painter;
  readonly red: Painter;
  readonly green: Painter;
  readonly yellow: Painter;
  readonly blue: Painter;
  readonly magenta: Painter;
  readonly cyan: Painter;
}

/** Every colour in terms of one function; takes one argument only, so that it may be handed to `map`. */
function paintWith(painter: (name: keyof Paint) => Painter): Paint {
  return {
    bold: painter("bold"),
    dim: painter("dim"),
    red: painter("red"),
    green: painter("green"),
    yellow: painter("yellow"),
    blue: painter("blue"),
    magenta: painter("magenta"),
    cyan: painter("cyan"),
  };
}

/** The colours of a level; chalk is loaded only when there are any. */
export async function loadPaint(level: ColourLevel): Promise<Paint> {
  if (level === 0) return paintWith(() => (text) => text);
  const { Chalk } = await import("chalk");
  const chalk = new Chalk({ level });
  // chalk itself joins all that it is given, an index of `map` too.
  return paintWith((name) => (text) => chalk[name](text));
}
