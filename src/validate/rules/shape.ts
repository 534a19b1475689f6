import type { Member } from "../../json/scan.js";
import { wrongItems, wrongShares } from "../../model/damage.js";
import { flagFields, strategies, type Flag } from "../../model/flag.js";
import { isObject, nameOf } from "../../model/json-value.js";
import { fieldKinds } from "../../model/parse-flag.js";
import { closest } from "../../term/suggest.js";
import type { FlagText } from "./flag-text.js";
import { quoted, type Finding } from "./problem.js";

/** Whether the flag can be read at all: what is found here is what damages a flag, and what nobody would read. */
export function* checkShape(flag: FlagText): Generator<Finding> {
  if (!isObject(flag.value)) {
    yield notAnObject(flag);
    return;
  }
  yield* checkRepeats(flag.members, "the flag");
  yield* checkRepeats(flag.membersOf("ab_test_allocation"), '"ab_test_allocation"');
  yield* checkRepeats(flag.membersOf("metadata"), '"metadata"');
  if (!Object.hasOwn(flag.value, "name"))
    yield {
      rule: "missing-name",
      at: flag.at,
      message: `"name" is missing: the flag can't be read`,
      hint: `add "name": ${JSON.stringify(flag.key)}`,
    };
  const last = new Map(flag.members.map((member) => [member.key, member]));
  for (const key of Object.keys(flag.value)) {
    if (isField(key)) yield* checkType(flag, key, flag.value[key]);
    else yield unknownKey(key, last.get(key)?.keySpan.start ?? flag.at);
  }
}

function isField(key: string): key is keyof Flag {
  return flagFields.has(key);
}

function notAnObject(flag: FlagText): Finding {
  const isSchema = flag.key === "$schema" && typeof flag.value === "string";
  return {
    rule: "type",
    at: flag.placeOf(),
    message: `the flag is ${nameOf(flag.value)}, expected an object`,
    hint: isSchema
      ? "every top-level key is read as a flag: remove this one, and name the schema in the editor's settings"
      : "every top-level key is read as a flag: make it one, or remove it",
  };
}

function* checkType(flag: FlagText, field: keyof Flag, found: unknown): Generator<Finding> {
  const { accepts, expected } = fieldKinds[field];
  if (accepts(found)) return;
  if (field === "strategy" && typeof found === "string") {
    const [meant] = closest(found, strategies);
    yield {
      rule: "unknown-strategy",
      at: flag.placeOf(field),
      message: `there is no strategy ${quoted(found)}`,
      hint: `${meant === undefined ? "" : `did you mean "${meant}"? `}it is one of ${strategies.join(", ")}`,
    };
    return;
  }
  const inner = [...itemProblems(flag, field, found), ...shareProblems(flag, field, found)];
  if (inner.length > 0) {
    yield* inner;
    return;
  }
  yield {
    rule: "type",
    at: flag.placeOf(field),
    message: `"${field}" is ${nameOf(found)}, expected ${expected}`,
    hint: plainValue(found, accepts) ?? `write ${expected}, or leave the key out`,
  };
}

/** A list is told item by item where it is one that should hold texts. */
function* itemProblems(flag: FlagText, field: keyof Flag, found: unknown): Generator<Finding> {
  if (!Array.isArray(found)) return;
  const spans = flag.itemsOf(field);
  for (const index of wrongItems(field, found)) {
    const item: unknown = found[index];
    yield {
      rule: "type",
      at: spans[index]?.start ?? flag.placeOf(field),
      message: `item ${index + 1} of "${field}" is ${nameOf(item)}, expected a string`,
      hint: typeof item === "number" ? `put it in quotes: "${item}"` : "write it as a string, or remove it",
    };
  }
}

function* shareProblems(flag: FlagText, field: keyof Flag, found: unknown): Generator<Finding> {
  if (!isObject(found)) return;
  for (const variant of wrongShares(field, found)) {
    const share = found[variant];
    yield {
      rule: "type",
      at: flag.placeIn(field, variant),
      message: `the share of ${quoted(variant)} is ${nameOf(share)}, expected a number`,
      hint: plainValue(share, fieldKinds.percentage.accepts) ?? "write a whole percentage, such as 50",
    };
  }
}

/** `"50"` and `"true"` are often a 50 and a true that somebody put in quotes. */
function plainValue(found: unknown, accepts: (value: unknown) => boolean): string | undefined {
  if (typeof found !== "string" || !/^(true|false|-?\d+(\.\d+)?)$/.test(found)) return undefined;
  return accepts(found === "true" || (found === "false" ? false : Number(found)))
    ? `write it without quotes: ${found}`
    : undefined;
}

/** Tells every place of a repeated key that does not count. */
function* checkRepeats(members: readonly Member[], container: string): Generator<Finding> {
  const last = new Map(members.map((member) => [member.key, member]));
  if (last.size === members.length) return;
  for (const member of members) {
    if (last.get(member.key) === member) continue;
    yield {
      rule: "duplicate-key",
      at: member.keySpan.start,
      message: `${quoted(member.key)} stands in ${container} again below, and only the last one counts`,
      hint: "remove the one that is not meant",
    };
  }
}

function unknownKey(key: string, at: number): Finding {
  const [meant] = closest(key, flagFields);
  return {
    rule: "unknown-key",
    at,
    message: `nobody reads the key ${quoted(key)}`,
    hint: meant === undefined ? `keep what is your own in "metadata"` : `did you mean "${meant}"?`,
  };
}
