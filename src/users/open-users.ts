import type { Context, Input, Progress } from "../command.js";
import { codeOf, FfError } from "../errors.js";
import type { UserBatch } from "../eval/plain-users.js";
import type { User } from "../model/flag.js";
import { noProgress } from "../term/progress.js";
import { BadRows } from "./bad-rows.js";
import { CsvReader } from "./csv.js";
import { JsonLinesReader } from "./json-lines.js";
import { readLines, type Lines } from "./lines.js";
import type { RowReader } from "./row-reader.js";
import { usersFileInWords } from "./users-option.js";
import type { ChosenUsers, Reading } from "./user-source.js";

type Outside = Pick<Context, "openInput" | "startProgress" | "notice">;

/**
 * Users from a file, or from standard input for `-`: JSON Lines if it begins with `{`, else CSV with a header. Memory
 * stays the same however many they are. Standard input can be read once.
 */
export async function openUsers(context: Outside, spec: string, options: Reading = {}): Promise<ChosenUsers> {
  const isInput = spec === "-";
  const name = usersFileInWords(spec);
  let badRows: BadRows | undefined;
  let canRepeat = !isInput;
  return {
    name,
    isSynthetic: false,
    get canRepeat() {
      return canRepeat;
    },
    get skipped() {
      return badRows?.count ?? 0;
    },
    async *batches() {
      if (isInput && badRows !== undefined) throw new FfError("INTERNAL", "standard input was to be read twice");
      badRows = new BadRows(name, options.skipBad, (text) => context.notice(text));
      const { size, chunks } = await open(context, spec);
      canRepeat = size !== null;
      const progress = options.progress === false ? noProgress : await startProgress(context, name, size);
      let users = 0;
      try {
        for await (const batch of readUsers(
          readLines(counting(chunks, size, progress), name),
          name,
          badRows,
          context,
        )) {
          users += batch.length;
          if (size === null) progress.update(users, null);
          yield batch;
        }
      } finally {
        progress.end();
      }
      badRows.finish(users);
    },
  };
}

async function open(context: Outside, spec: string): Promise<Input> {
  try {
    return await context.openInput(spec);
  } catch (error) {
    if (!isMissing(error)) throw error;
    throw new FfError("FILE_NOT_FOUND", `there is no users file ${spec}`, {
      hint: "name a file of users, or type a count of synthetic ids, such as 10000",
      cause: error,
    });
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof FfError && codeOf(error.cause) === "ENOENT";
}

/** Of a pipe nobody knows the end: then users are counted rather than bytes. */
function startProgress(context: Outside, name: string, size: number | null): Promise<Progress> {
  return context.startProgress(size === null ? `users read from ${name}:` : name);
}

async function* counting(
  chunks: AsyncIterable<Uint8Array>,
  size: number | null,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of chunks) {
    done += chunk.length;
    if (size !== null) progress.update(done, size);
    yield chunk;
  }
}

async function* readUsers(
  lines: AsyncIterable<Lines>,
  name: string,
  badRows: BadRows,
  context: Outside,
): AsyncGenerator<UserBatch> {
  let reader: RowReader | undefined;
  for await (const some of lines) {
    reader ??= readerFor(some, name, badRows, (text) => context.notice(`${name}: ${text}`));
    if (reader === undefined) continue;
    const plain = reader.readPlain?.(some);
    if (plain === undefined) yield* batchOf((batch) => reader?.read(some, batch));
    else if (plain.length > 0) yield plain;
  }
  if (reader === undefined)
    throw new FfError("USAGE", `${name} is empty`, {
      hint: "a CSV of nobody still has its header: user_id,email,tier",
    });
  yield* batchOf((batch) => reader.end(batch));
}

/** Yields what is read at once; where that fails, the users before the bad row too. */
function* batchOf(read: (batch: User[]) => void): Generator<readonly User[]> {
  const batch: User[] = [];
  try {
    read(batch);
  } catch (error) {
    if (batch.length > 0) yield batch;
    throw error;
  }
  if (batch.length > 0) yield batch;
}

/** By the first character that is not blank; undefined as long as there is none. */
function readerFor(
  { texts }: Lines,
  name: string,
  badRows: BadRows,
  tell: (text: string) => void,
): RowReader | undefined {
  const start = texts.findIndex((text) => text.trim() !== "");
  if (start === -1) return undefined;
  const first = texts[start]?.trimStart()[0];
  if (first === "[")
    throw new FfError("USAGE", `${name} is a JSON list, expected JSON Lines or CSV`, {
      hint: "put each user on a line of its own: jq -c '.[]' <file> > users.jsonl",
    });
  return first === "{" ? new JsonLinesReader(badRows, tell) : new CsvReader(name, badRows, tell);
}
