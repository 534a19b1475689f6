import { ratios, spread } from "./spread.mjs";

/**
 * What was reached of a target, from the rounds of its part: of several things measured (`help *`, `* --help`) the one that is
 * furthest from the target.
 * @returns {{ name: string, low: number, median: number, high: number } | null} null where it was not measured
 */
export function reached({ part, measured, against, atLeast, isCount = false }, parts) {
  const rounds = parts[part];
  if (rounds === undefined || (against !== undefined && rounds[against] === undefined)) return null;
  const valuesOf = (name) => {
    if (isCount) return [rounds[name].reduce((one, other) => one + other)];
    return against === undefined ? rounds[name] : ratios(rounds[name], rounds[against]);
  };
  const spreads = namesOf(measured, rounds).map((name) => ({ name, ...spread(valuesOf(name)) }));
  const furthestFirst = spreads.sort((one, other) => other.median - one.median);
  return furthestFirst.at(atLeast === undefined ? 0 : -1) ?? null;
}

/** Whether it is enough; null where nothing was promised or nothing measured. */
export function isEnough({ atLeast, atMost }, result) {
  if (result === null) return null;
  if (atLeast !== undefined) return result.median >= atLeast;
  return atMost === undefined ? null : result.median <= atMost;
}

function namesOf(measured, rounds) {
  const [start, end] = measured.split("*");
  if (end === undefined) return measured in rounds ? [measured] : [];
  return Object.keys(rounds).filter((name) => name.startsWith(start) && name.endsWith(end));
}
