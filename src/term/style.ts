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

const same: Painter = (text) => text;

/** No colour at all. */
export const plain: Paint = {
  bold: same,
  dim: same,
  red: same,
  green: same,
  yellow: same,
  blue: same,
  magenta: same,
  cyan: same,
};

/** The colours of a level; chalk is loaded only when there are any. */
export async function loadPaint(level: ColourLevel): Promise<Paint> {
  if (level === 0) return plain;
  const { Chalk } = await import("chalk");
  return new Chalk({ level });
}
