import { answersFor } from "../eval/batch.js";
import type { View } from "../term/view.js";
import type { ChosenUsers } from "../users/user-source.js";
import type { AskedFlag } from "./flags.js";
import { csv, jsonLines, shownCsv } from "./row-format.js";
import { RowWriter } from "./row-writer.js";

/** A row for every user and flag, made as it is written. */
export interface Rows {
  readonly kind: "rows";
  readonly format: "jsonl" | "csv";
  readonly flags: readonly AskedFlag[];
  /** @param progress false where rows and progress would come to the same terminal */
  readonly open: (progress: boolean) => Promise<ChosenUsers>;
}

/** So many answers are held at once, however many flags there are. */
const mostAnswers = 64 * 1024;

/** In the order of the users, and for each in the order of the flags. @throws FfError as the users do */
export async function* renderRows({ format, flags, open }: Rows, { isTTY }: View): AsyncGenerator<string | Uint8Array> {
  const rowFormat = format === "jsonl" ? jsonLines : isTTY ? shownCsv : csv;
  const writer = new RowWriter(flags, rowFormat);
  const atOnce = Math.max(1, Math.floor(mostAnswers / Math.max(1, flags.length)));
  let { head } = rowFormat;
  for await (const batch of (await open(!isTTY)).batches()) {
    if (head !== "") yield head;
    head = "";
    for (let from = 0; from < batch.length; from += atOnce) {
      const users = batch.slice(from, from + atOnce);
      const answers = flags.map(({ evaluable }) => answersFor(evaluable, users));
      yield* writer.rows(users, answers);
    }
  }
  if (head !== "") yield head;
}
