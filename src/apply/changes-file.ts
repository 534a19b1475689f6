import { FfError, type Location } from "../errors.js";
import { positionOf } from "../json/position.js";
import { rootSpan, scanDocument, scanElements, type Span } from "../json/scan.js";
import { JsonSyntaxError } from "../json/syntax-error.js";
import { allTogether, type Step } from "../model/combine.js";
import type { JsonValue } from "../model/flag.js";
import { closest } from "../term/suggest.js";
import { operations, type Upsert } from "./operations.js";
import { isObject, Reader } from "./reader.js";

/** A changes file as `ff apply` takes it; docs/changes.schema.json says what it may hold. */
export interface ChangesFile {
  readonly reason: string | undefined;
  readonly steps: readonly Step[];
}

/**
 * Reads a changes file: `{"reason": …, "changes": [{"op": "rollout", "flag": …, "percentage": 10}, …]}`.
 * @param name what messages call it
 * @throws FfError USAGE with every problem and its place
 */
export function parseChangesFile(bytes: Uint8Array, name: string, upsert: Upsert): ChangesFile {
  const members = scan(bytes, name);
  const file = new Reader(read(bytes, rootSpan(bytes)) as Record<string, JsonValue>);
  file.allow(["$schema", "reason", "changes"]);
  const list = members.findLast((member) => member.key === "changes")?.value;
  if (list === undefined || bytes[list.start] !== 0x5b)
    throw new FfError("USAGE", `${name} has no list "changes"`, {
      hint: 'write {"changes": [{"op": "enable", "flag": "new_dashboard"}]}',
    });
  const errors: FfError[] = [];
  const steps: Step[] = [];
  for (const span of scanElements(bytes, list)) {
    const explain = (error: FfError): FfError => withPlace(error, placeOf(bytes, span, name));
    try {
      steps.push({ ...stepOf(read(bytes, span), upsert), explain });
    } catch (error) {
      if (!(error instanceof FfError)) throw error;
      errors.push(explain(error));
    }
  }
  if (errors.length > 0) throw allTogether(errors);
  return { reason: members.some((member) => member.key === "reason") ? file.string("reason") : undefined, steps };
}

function stepOf(change: JsonValue, upsert: Upsert): Omit<Step, "explain"> {
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
  return { flag, edit: operation.edit(flag, given, upsert) };
}

function scan(bytes: Uint8Array, name: string) {
  try {
    return scanDocument(bytes);
  } catch (error) {
    if (!(error instanceof JsonSyntaxError)) throw error;
    throw new FfError("USAGE", `${name} is not valid JSON: ${error.message}`, {
      ...(error.hint !== undefined && { hint: error.hint }),
      location: { file: name, ...positionOf(bytes, error.offset) },
      cause: error,
    });
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
    ...(error.hint !== undefined && { hint: error.hint }),
    location,
    unknownFlags: error.unknownFlags,
  });
}
