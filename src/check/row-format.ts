import { csvCell } from "../term/csv.js";
import { safe } from "../term/escape.js";
import { jsonString } from "../term/json.js";

/** How a row is written: before, id, after, flag and answer. */
export interface RowFormat {
  /** What stands above the rows. */
  readonly head: string;
  readonly before: string;
  /** Plain ids (`users/plain-id.ts`) stay as they are. */
  readonly id: (id: string) => string;
  readonly after: string;
  readonly flag: (key: string) => string;
  readonly answer: (enabled: boolean, variant: string | null, reason: string) => string;
}

export const jsonLines: RowFormat = {
  head: "",
  before: '{"user_id":"',
  id: (id) => jsonString(id).slice(1, -1),
  after: '"',
  flag: (key) => `,"flag":${jsonString(key)}`,
  answer: (enabled, variant, reason) =>
    `,"enabled":${enabled},"variant":${variant === null ? "null" : jsonString(variant)},"reason":"${reason}"}\n`,
};

export const csv = csvOf(csvCell);

/** What could move a terminal's cursor is spelled out there; a file gets it as it is. */
export const shownCsv = csvOf((text) => csvCell(safe(text)));

function csvOf(cell: (text: string) => string): RowFormat {
  return {
    head: "user_id,flag,enabled,variant,reason\n",
    before: "",
    id: cell,
    after: "",
    flag: (key) => `,${cell(key)}`,
    answer: (enabled, variant, reason) => `,${enabled},${variant === null ? "" : cell(variant)},${reason}\n`,
  };
}
