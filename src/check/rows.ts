import { evaluate } from "../eval/evaluate.js";
import { csvCell } from "../term/csv.js";
import { safe } from "../term/escape.js";
import { jsonString } from "../term/json.js";
import type { View } from "../term/view.js";
import type { ChosenUsers } from "../users/user-source.js";
import type { AskedFlag } from "./flags.js";

/** A row for every user and flag, made as it is written. */
export interface Rows {
  readonly kind: "rows";
  readonly format: "jsonl" | "csv";
  readonly flags: readonly AskedFlag[];
  /** @param progress false where rows and progress would come to the same terminal */
  readonly open: (progress: boolean) => Promise<ChosenUsers>;
}

/** Rows leave in pieces of about so many characters. */
const pieceLength = 64 * 1024;

interface RowFormat {
  /** What stands before the first row. */
  readonly head: string;
  readonly user: (id: string) => string;
  /** What stands between a user and the answer. */
  readonly flag: (key: string) => string;
  readonly answer: (enabled: boolean, variant: string | null, reason: string) => string;
}

/** In the order of the users, and for each in the order of the flags. @throws FfError as the users do */
export async function* renderRows({ format, flags, open }: Rows, { isTTY }: View): AsyncGenerator<string> {
  const write = format === "jsonl" ? jsonLines : isTTY ? shownCsv : csv;
  const named = flags.map(({ key, evaluable }) => ({ key, evaluable, text: write.flag(key) }));
  let piece = write.head;
  try {
    for await (const batch of (await open(!isTTY)).batches()) {
      for (const user of batch) {
        const id = write.user(user.userId);
        for (const { key, evaluable, text } of named) {
          const { enabled, variant, reason } = evaluate(evaluable, key, user);
          piece += id + text + write.answer(enabled, variant, reason);
        }
        if (piece.length >= pieceLength) {
          yield piece;
          piece = "";
        }
      }
    }
  } catch (error) {
    // The rows before a bad one are good.
    if (piece !== write.head) yield piece;
    throw error;
  }
  if (piece !== "") yield piece;
}

const jsonLines: RowFormat = {
  head: "",
  user: (id) => `{"user_id":${jsonString(id)}`,
  flag: (key) => `,"flag":${jsonString(key)}`,
  answer: (enabled, variant, reason) =>
    `,"enabled":${enabled},"variant":${variant === null ? "null" : jsonString(variant)},"reason":"${reason}"}\n`,
};

const csv = csvOf(csvCell);

/** What could move a terminal's cursor is spelled out there; a file gets it as it is. */
const shownCsv = csvOf((text) => csvCell(safe(text)));

function csvOf(cell: (text: string) => string): RowFormat {
  return {
    head: "user_id,flag,enabled,variant,reason\n",
    user: cell,
    flag: (key) => `,${cell(key)}`,
    answer: (enabled, variant, reason) => `,${enabled},${variant === null ? "" : cell(variant)},${reason}\n`,
  };
}
