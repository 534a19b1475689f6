import { markdownTable, readableDate } from "./markdown.mjs";

/** What each run was made on. */
export function machinesTable(runs) {
  const rows = runs.map(({ date, commit, machine }) => [
    readableDate(date),
    commit,
    `${machine.processor}, ${machine.cores} cores, ${machine.memory}`,
    machine.system,
    [`Node ${machine.node.slice(1)}`, machine.python, machine.compiler].join(", "),
  ]);
  return markdownTable([["run", "commit", "machine", "system", "with"], ...rows]);
}
