import type { FlagState } from "../model/state.js";
import type { Paint } from "./style.js";

const colours = {
  on: "green",
  partial: "cyan",
  off: "dim",
  paused: "yellow",
  damaged: "red",
} as const satisfies Record<FlagState, keyof Paint>;

/** A state's colour; the state itself is always written as a word too. */
export function paintState(state: FlagState, text: string, paint: Paint): string {
  return paint[colours[state]](text);
}
