import { FfError } from "../../errors.js";
import { isObject } from "../../model/json-value.js";
import type { HistoryEntry } from "../store.js";

/**
 * One line of a history file. Transactions that were written together, of which all happen or none, share a batch, named
 * after the last one. The sizes count lines: they tell what was cut short by a crash.
 */
export interface Line extends HistoryEntry {
  readonly group_size: number;
  /** Left out where it is one transaction, and so the same as its group. */
  readonly batch?: string;
  readonly batch_size?: number;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === "string";
const isTextOrNull: Check = (value) => value === null || isText(value);
const isCount: Check = (value) => Number.isInteger(value) && Number(value) > 0;
const orMissing =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

/** Times are compared as texts, and counted on from. */
const isTime: Check = (value) =>
  typeof value === "string" &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

/** What has to stand under each key. Other keys are a later version's. */
const fields: Readonly<Record<keyof Line, Check>> = {
  id: isText,
  group: isText,
  group_size: isCount,
  batch: orMissing(isText),
  batch_size: orMissing(isCount),
  time: isTime,
  source: (value) => value === "ff" || value === "outside",
  actor: isTextOrNull,
  command: isText,
  reason: isTextOrNull,
  flag: isTextOrNull,
  before: isTextOrNull,
  after: isTextOrNull,
  follows: isTextOrNull,
  undoes: isTextOrNull,
  file_before: isTextOrNull,
  file_after: isText,
};
const checks = Object.entries(fields);

/**
 * @param path of the history, for messages
 * @throws FfError INVALID_FILE for what ff can't have written
 */
export function parseLine(text: string, path: string): Line {
  let cause: unknown;
  try {
    const line: unknown = JSON.parse(text);
    if (isLine(line)) return line;
  } catch (error) {
    cause = error;
  }
  throw new FfError("INVALID_FILE", `the history ${path} has a line that is no entry of it`, {
    hint: "move that file away to begin a new history; the flags file itself is not affected",
    cause,
  });
}

function isLine(value: unknown): value is Line {
  return isObject(value) && checks.every(([key, check]) => check(value[key]));
}
