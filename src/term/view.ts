import type { Paint } from "./style.js";

/** What a renderer has to know about the stream that its text goes to. */
export interface View {
  readonly paint: Paint;
  /** Columns of the terminal; 80 where none is known. */
  readonly width: number;
  readonly isTTY: boolean;
  /** Whether the terminal shows more than ASCII. */
  readonly unicode: boolean;
}
