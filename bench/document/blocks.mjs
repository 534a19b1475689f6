import { flagsTable, usersTable, writersTable } from "./growth-tables.mjs";
import { machinesTable } from "./machines.mjs";
import { evaluationTable, programsTable } from "./peers-tables.mjs";
import { targetsTable } from "./targets-table.mjs";

/** What stands between `<!-- measured: NAME -->` and `<!-- end -->`, from the recorded runs, the oldest first. */
const blocks = {
  targets: targetsTable,
  machines: machinesTable,
  programs: (runs) => programsTable(runs.at(-1).parts),
  evaluation: (runs) => evaluationTable(runs.at(-1).parts),
  flags: (runs) => flagsTable(runs.at(-1).parts),
  users: (runs) => usersTable(runs.at(-1).parts),
  writers: (runs) => writersTable(runs.at(-1).parts),
};

/**
 * Puts what was measured between its marks and leaves all other text alone.
 * @throws Error when a block has no marks in the text, or marks no block
 */
export function fillBlocks(text, runs) {
  const missing = new Set(Object.keys(blocks));
  const filled = text.replace(/(<!-- measured: (.+?) -->\n).*?(<!-- end -->)/gs, (_, start, name, end) => {
    if (!missing.delete(name)) throw new Error(`there is no block ${name}, or not a second time`);
    return `${start}\n${blocks[name](runs)}\n\n${end}`;
  });
  if (missing.size > 0) throw new Error(`no marks for ${[...missing].join(", ")}`);
  return filled;
}
