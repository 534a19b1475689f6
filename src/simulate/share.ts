import type { Share } from "../term/share-columns.js";

/** @param expectedPercent null where nothing is to be expected */
export function shareOf(observed: number, users: number, expectedPercent: number | null): Share {
  return {
    observed,
    observedPercent: users === 0 ? 0 : rounded((100 * observed) / users),
    expected: expectedPercent === null ? null : rounded((users * expectedPercent) / 100),
    expectedPercent: expectedPercent === null ? null : rounded(expectedPercent),
  };
}

/** A share as `--json` prints it. */
export function shareJson({ observed, observedPercent, expected, expectedPercent }: Share) {
  return { expected_percent: expectedPercent, observed_percent: observedPercent, expected, observed };
}

/** Without the dust of floating point: 24.83 for 100 * 2483 / 10000. */
function rounded(number: number): number {
  return Number(number.toFixed(6));
}
