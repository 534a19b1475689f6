import { ratios, spread } from "../spread.mjs";

/** What grows with the number of flags and users: the key in the rounds, and how it is called. */
const withFlags = { check: "check", list: "list", edit: "edit", validate: "validate", open: "library open" };
const withUsers = { totals: "totals", rows: "csv rows" };
const withWriters = { together: "one process", apart: "a process each" };

/** Curves as [x, multiple of `node -e 0`], from the rounds of growth-flags and growth-users. */
export const flagCurves = ({ "growth-flags": rounds }) => curves(rounds, withFlags);
export const userCurves = ({ "growth-users": rounds }) => curves(rounds, withUsers);

/** Curves as [writers, edits a second of all of them], from the rounds of growth-writers. */
export function writerCurves({ "growth-writers": rounds }) {
  return Object.entries(withWriters).map(([key, name]) => ({
    name,
    points: sizes(rounds, key).map((count) => [count, 1000 / spread(rounds[`${key} ${count}`]).median]),
  }));
}

/** How many edits were lost in all rounds of so many writers. */
export function lostEdits({ "growth-writers": rounds }, count) {
  return rounds[`lost ${count}`].reduce((one, other) => one + other);
}

function curves(rounds, names) {
  return Object.entries(names).map(([key, name]) => ({
    name,
    points: sizes(rounds, key).map((size) => [
      size,
      spread(ratios(rounds[`${key} ${size}`], rounds[`floor ${size}`])).median,
    ]),
  }));
}

function sizes(rounds, key) {
  const found = Object.keys(rounds).filter((name) => name.startsWith(`${key} `));
  return found.map((name) => Number(name.slice(key.length + 1))).sort((one, other) => one - other);
}
