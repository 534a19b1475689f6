import { ratios, spread } from "../spread.mjs";
import { markdownTable, readable } from "./markdown.mjs";

const questions = ["rollout", "tier", "ab"];

/** Nanoseconds of an evaluation by each contender, the fastest at a rollout first. */
export function evaluationTable({ evaluation }) {
  const median = (question, name) => {
    const values = evaluation[`${question}: ${name}`];
    return values === undefined ? null : spread(values).median;
  };
  const names = Object.keys(evaluation)
    .filter((key) => key.startsWith("rollout: "))
    .map((key) => key.slice("rollout: ".length))
    .sort((one, other) => median("rollout", one) - median("rollout", other));
  const cell = (name) => (question) => {
    const nanoseconds = median(question, name);
    if (nanoseconds === null) return "";
    const times = nanoseconds / median(question, "ff");
    return name === "ff" ? readable(nanoseconds) : `${readable(nanoseconds)} (× ${readable(times)})`;
  };
  const rows = names.map((name) => [name, ...questions.map(cell(name))]);
  return markdownTable([["nanoseconds (× ff)", "rollout", "tier", "A/B"], ...rows]);
}

/** Whole programs as multiples of `node -e 0`, the fastest first. */
export function programsTable({ programs }) {
  const rows = Object.keys(programs)
    .filter((name) => name !== "floor")
    .map((name) => ({ name, times: spread(ratios(programs[name], programs.floor)).median }))
    .sort((one, other) => one.times - other.times);
  return markdownTable([
    ["program", "× `node -e 0`"],
    ...rows.map(({ name, times }) => [`\`${name}\``, readable(times)]),
  ]);
}
