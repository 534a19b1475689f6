import { cellOf, filledScale, leftEnd, middleOf, rightEnd, type Scale } from "./scale.js";
import type { View } from "./view.js";
import type { Measure } from "./width.js";

/** A part of a scale: from its beginning up to but not including its end. `name` has to be fit for a terminal. */
export interface Stretch {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

interface Run {
  readonly first: number;
  readonly cells: number;
  /** Undefined behind the last stretch. */
  readonly owner: Stretch | undefined;
}

/**
 * Stretches side by side, each with its name where that fits, and the one that `place` falls to drawn heavier. Where no
 * name fits at all they would be a row of borders: then that one stands alone.
 */
export function stretchScale(
  stretches: readonly Stretch[],
  place: number,
  cells: number,
  { unicode }: Pick<View, "unicode">,
  measure: Measure,
): Scale {
  const runs = runsOf(stretches, place, cells);
  const own = runs.findLast(({ first }) => first <= cellOf(place, cells));
  if (own === undefined) throw new Error("a scale has at least one cell");
  const titleOf = ({ owner, cells: room }: Run): string => {
    const title = owner === undefined ? "" : ` ${owner.name} `;
    return measure(title) + 2 <= room ? title : "";
  };
  if (!runs.some((run) => titleOf(run) !== ""))
    return filledScale(own.first, own.owner === undefined ? 0 : own.cells, cells, { unicode });

  const [begin = "", border = "", light = "", heavy = "", none = ""] = unicode ? "├┼─━·" : "||-=.";
  const draw = (run: Run): string => {
    const line = run.owner === undefined ? none : run === own ? heavy : light;
    const title = titleOf(run);
    const edge = run.cells === 1 && run === own ? line : run.first === 0 ? begin : border;
    const before = title === "" ? "" : line;
    return edge + before + title + line.repeat(run.cells - 1 - before.length - measure(title));
  };
  const before = leftEnd + runs.slice(0, runs.indexOf(own)).map(draw).join("");
  const end = before.length + (own.owner === undefined ? 0 : draw(own).length);
  return { text: leftEnd + runs.map(draw).join("") + rightEnd, start: before.length, end };
}

/** Neighbouring cells of the same owner. A cell is its middle's; the one with `place` in it is that of the place. */
function runsOf(stretches: readonly Stretch[], place: number, cells: number): Run[] {
  const ownerAt = (cell: number): Stretch | undefined => {
    const point = cell === cellOf(place, cells) ? place : middleOf(cell, cells);
    return stretches.find(({ to }) => point < to);
  };
  const owners = Array.from({ length: cells }, (_, cell) => ownerAt(cell));
  const firsts = [...owners.keys()].filter((cell) => cell === 0 || owners[cell] !== owners[cell - 1]);
  return firsts.map((first, index) => ({ first, cells: (firsts[index + 1] ?? cells) - first, owner: owners[first] }));
}
