import type { Writable } from "node:stream";
import type { Progress } from "../command.js";
import { countOf } from "./count.js";
import { safe } from "./escape.js";
import { loadMeasure, truncate } from "./width.js";

/** What is over sooner needs no word about it. */
const quietMs = 1000;
const redrawMs = 100;
const barWidth = 24;
const usualColumns = 80;

/** Where nobody is looking. */
export const noProgress: Progress = { update: () => undefined, end: () => undefined };

/**
 * Progress on the last line of a terminal: `reading users.csv ████░░░░ 42%`, or a count where the total is not known.
 * @param now milliseconds
 */
export async function createProgress(
  label: string,
  output: Pick<Writable, "write"> & { readonly columns?: number },
  now: () => number,
): Promise<Progress> {
  const shown = safe(label);
  const measure = await loadMeasure([shown]);
  const start = now();
  let drawn: number | null = null;
  return {
    update: (done, total) => {
      const time = now();
      if (time - (drawn ?? start) < (drawn === null ? quietMs : redrawMs)) return;
      drawn = time;
      const state = ` ${total === null ? countOf(done) : barOf(done, total)}`;
      // A line that wraps can't be taken back; nor may the last column be filled, where some terminals wrap at once.
      const room = (output.columns ?? usualColumns) - 1;
      const line = truncate(shown, Math.max(0, room - state.length), measure, "...") + state;
      output.write(`\r\u001b[K${line.slice(0, room)}`);
    },
    end: () => {
      if (drawn !== null) output.write("\r\u001b[K");
      drawn = null;
    },
  };
}

/** ASCII alone: every terminal shows it. */
function barOf(done: number, total: number): string {
  const part = total <= 0 ? 1 : Math.min(1, done / total);
  const filled = Math.floor(part * barWidth);
  return `[${"#".repeat(filled)}${"-".repeat(barWidth - filled)}] ${Math.floor(part * 100)}%`;
}
