import { allTogether, FfError, type Location } from "../errors.js";
import { inexactNumbers } from "../json/exact.js";
import { positionOf } from "../json/position.js";
import { repeatedKeys } from "../json/repeated-keys.js";
import { scanDocument, scanElements, type Span } from "../json/scan.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import type { Step } from "../model/combine.js";
import type { JsonValue } from "../model/flag.js";
import { isObject, nameOf } from "../model/json-value.js";
import { closest } from "../term/suggest.js";
import { operations, type Upsert } from "./operations.js";
import { Reader } from "./reader.js";

/** A changes file as `ff apply` takes it; docs/changes.schema.json says what it may hold. */
export interface ChangesFile {
  readonly reason: string | undefined;
  readonly steps: readonly Step[];
  /** The flags that it says are to be created. */
  readonly creations: ReadonlySet<string>;
}

/**
 * Reads a changes file: `{"reason": …, "changes": [{"op": "rollout", "flag": …, "percentage": 10}, …]}`.
 * @param name what messages call it
 * @throws FfError USAGE with every problem and its place
 */
export function parseChangesFile(bytes: Uint8Array, name: string, upsert: Upsert): ChangesFile {
  const members = scan(bytes, name);
  const errors: FfError[] = [];
  /** The value, unless it is refused: then the error is kept with its place. */
  const attempt = <T>(at: Span, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof FfError)) throw error;
      errors.push(withPlace(error, placeOf(bytes, at, name)));
      return undefined;
    }
  };
  for (const { key, keySpan } of members) attempt(keySpan, () => checkFileKey(key));
  for (const { keySpan, key } of repeatedKeys(bytes)) attempt(keySpan, () => refuseRepeated(key));
  for (const { digits, at } of inexactNumbers(bytes))
    attempt({ start: at, end: at + digits.length }, () => refuseInexact(digits));

  const list = members.find((member) => member.key === "changes")?.value;
  if (list === undefined || bytes[list.start] !== 0x5b)
    throw new FfError("USAGE", `${name} has no list "changes"`, {
      hint: `write ${example}`,
    });
  const reasonSpan = members.find((member) => member.key === "reason")?.value;
  const reason =
    reasonSpan && attempt(reasonSpan, () => new Reader({ reason: read(bytes, reasonSpan) }).string("reason"));
  const creations = new Set<string>();
  const steps = scanElements(bytes, list).flatMap((span): Step[] => {
    const named = attempt(span, () => stepOf(bytes, span, upsert));
    if (named === undefined) return [];
    const { op, ...step } = named;
    if (op === "create") creations.add(step.flag);
    return [{ ...step, explain: (error) => withPlace(error, placeOf(bytes, span, name)) }];
  });
  if (errors.length > 0) throw allTogether(errors);
  return { reason, steps, creations };
}

const example = '{"changes": [{"op": "enable", "flag": "new_dashboard"}]}';

const fileKeys = ["$schema", "reason", "changes"];

function checkFileKey(key: string): void {
  if (fileKeys.includes(key)) return;
  throw new FfError("USAGE", `unknown key ${JSON.stringify(key)}`, {
    hint: `the keys here are ${fileKeys.join(", ")}`,
  });
}

/** Which of two values is meant nobody can tell. */
function refuseRepeated(key: string): never {
  throw new FfError("USAGE", `the key ${JSON.stringify(key)} stands there twice`, {
    hint: "keep the one that is meant",
  });
}

function refuseInexact(digits: string): never {
  const shown = digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
  throw new FfError("USAGE", `${shown} is a number that would not be written as it stands there`, {
    hint: "put it in quotes, or write one with fewer digits",
  });
}

function stepOf(bytes: Uint8Array, span: Span, upsert: Upsert): Omit<Step, "explain"> & { readonly op: string } {
  const change = read(bytes, span);
  if (!isObject(change))
    throw new FfError("USAGE", "a change is an object", { hint: 'such as {"op": "enable", "flag": "new_dashboard"}' });
  const given = new Reader(change);
  const op = given.string("op");
  const operation = operations.get(op);
  if (operation === undefined) {
    const close = closest(op, operations.keys());
    const known =
      close.length > 0
        ? `did you mean ${close.join(", ")}?`
        : `the operations are ${[...operations.keys()].join(", ")}`;
    throw new FfError("USAGE", `unknown operation ${JSON.stringify(op)}`, { hint: known });
  }
  given.allow(["op", "flag", ...operation.keys]);
  const flag = given.string("flag");
  return { op, flag, edit: operation.edit(flag, given, upsert) };
}

function scan(bytes: Uint8Array, name: string) {
  try {
    return scanDocument(bytes, "an object with changes");
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    refuseOtherShape(bytes, name);
    throw new FfError("USAGE", `${name} is not valid JSON: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      location: { file: name, ...positionOf(bytes, error.offset) },
      cause: error,
    });
  }
}

/** @throws FfError USAGE for what is JSON, and no object */
function refuseOtherShape(bytes: Uint8Array, name: string): void {
  const value = jsonOf(bytes);
  if (value === undefined || isObject(value)) return;
  throw new FfError("USAGE", `${name} is ${nameOf(value)}, expected an object with changes`, {
    hint: Array.isArray(value) ? 'put the list into an object: {"changes": […]}' : `write ${example}`,
  });
}

/** Undefined for what is not JSON. */
function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    return undefined;
  }
}

function read(bytes: Uint8Array, span: Span): JsonValue {
  return JSON.parse(new TextDecoder().decode(bytes.subarray(span.start, span.end))) as JsonValue;
}

function placeOf(bytes: Uint8Array, span: Span, file: string): Location {
  return { file, ...positionOf(bytes, span.start) };
}

/** The place goes into the message too: several errors become one with a single location. */
function withPlace(error: FfError, location: Location): FfError {
  return new FfError(error.code, `${location.file}:${location.line}:${location.column}: ${error.message}`, {
    hint: error.hints,
    location,
    unknownFlags: error.unknownFlags,
  });
}
