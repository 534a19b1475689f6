import { allTogether, FfError, type Location } from "../errors.js";
import { inexactNumbers } from "../json/exact.js";
import { PositionFinder, positionOf } from "../json/position.js";
import { repeatedKeys } from "../json/repeated-keys.js";
import { rootSpan, scanDocument, scanElements, type Span } from "../json/scan.js";
import { spanAt } from "../json/span-at.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import type { Step } from "../model/combine.js";
import type { JsonValue } from "../model/flag.js";
import { isObject, nameOf } from "../model/json-value.js";
import { RefusedValue } from "../model/refused-value.js";
import { closest } from "../term/suggest.js";
import { operations, type Upsert } from "./operations.js";
import { Reader, unknownKeys } from "./reader.js";

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
  const root = rootSpan(bytes);
  const list = spanAt(bytes, root, ["changes"]);
  // What is refused is met mostly in the order of the text, and there may be one in each of very many changes.
  const positions = new PositionFinder(bytes);
  if (bytes[list.start] !== 0x5b)
    throw withPlace(new FfError("USAGE", `${name} has no list "changes"`, { hint: `write ${example}` }), at(list));
  const refusals: { readonly start: number; readonly error: FfError }[] = [];
  const refuse = (error: FfError, span: Span): void => {
    refusals.push({ start: span.start, error: withPlace(error, at(span)) });
  };
  /** What the work makes of the value, unless it refuses something there: then the error is kept with its place. */
  const attempt = <T>(value: Span, work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RefusedValue)) throw error;
      refuse(error, spanAt(bytes, value, error.path, error.isKey));
      return undefined;
    }
  };
  for (const { key, keySpan } of members) if (!fileKeys.includes(key)) refuse(unknownFileKey(key), keySpan);
  for (const { keySpan, key } of repeatedKeys(bytes)) refuse(repeatedKey(key), keySpan);
  for (const { digits, at: start } of inexactNumbers(bytes))
    refuse(inexactNumber(digits), { start, end: start + digits.length });

  const reasonSpan = members.find((member) => member.key === "reason")?.value;
  const reason = reasonSpan && attempt(root, () => new Reader({ reason: read(bytes, reasonSpan) }).string("reason"));
  const creations = new Set<string>();
  const steps = scanElements(bytes, list).flatMap((span): Step[] => {
    const named = attempt(span, () => stepOf(bytes, span, upsert));
    if (named === undefined) return [];
    const { op, ...step } = named;
    if (op === "create") creations.add(step.flag);
    // What the flags refuse in a change that may stand here is about the flag that it names.
    const whereIn = (error: FfError) => (error instanceof RefusedValue ? error.path : ["flag"]);
    return [{ ...step, explain: (error) => withPlace(error, at(spanAt(bytes, span, whereIn(error)))) }];
  });
  const inOrder = refusals.toSorted((one, other) => one.start - other.start);
  if (inOrder.length > 0) throw allTogether(inOrder.map(({ error }) => error));
  return { reason, steps, creations };

  function at(span: Span): Location {
    return { file: name, ...positions.at(span.start) };
  }
}

const example = '{"changes": [{"op": "enable", "flag": "new_dashboard"}]}';

const fileKeys = ["$schema", "reason", "changes"];

function unknownFileKey(key: string): FfError {
  return unknownKeys([key], `the keys here are ${fileKeys.join(", ")}`);
}

/** Which of two values is meant nobody can tell. */
function repeatedKey(key: string): FfError {
  return new FfError("USAGE", `the key ${JSON.stringify(key)} stands there twice`, {
    hint: "keep the one that is meant",
  });
}

function inexactNumber(digits: string): FfError {
  const shown = digits.length > 40 ? `${digits.slice(0, 40)}…` : digits;
  return new FfError("USAGE", `${shown} is a number that would not be written as it stands there`, {
    hint: "put it in quotes, or write one with fewer digits",
  });
}

function stepOf(bytes: Uint8Array, span: Span, upsert: Upsert): Omit<Step, "explain"> & { readonly op: string } {
  const change = read(bytes, span);
  if (!isObject(change))
    throw new RefusedValue("a change is an object", {
      hint: 'such as {"op": "enable", "flag": "new_dashboard"}',
      path: [],
    });
  const given = new Reader(change);
  const op = given.string("op");
  const operation = operations.get(op);
  if (operation === undefined) {
    const close = closest(op, operations.keys());
    const known =
      close.length > 0
        ? `did you mean ${close.join(", ")}?`
        : `the operations are ${[...operations.keys()].join(", ")}`;
    throw new RefusedValue(`unknown operation ${JSON.stringify(op)}`, { hint: known, path: ["op"] });
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
    location: { file: name, ...positionOf(bytes, rootSpan(bytes).start) },
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

function withPlace(error: FfError, location: Location): FfError {
  return new FfError(error.code, error.message, {
    hint: error.hints,
    location,
    unknownFlags: error.unknownFlags,
  });
}
