import { withCloseNames } from "../src/close-names.js";
import { defineCommand } from "../src/command.js";
import { withExactNumbers } from "../src/json/exact.js";
import { isObject, isStringList } from "../src/model/json-value.js";
import { fieldKinds, isDamaged } from "../src/model/parse-flag.js";
import { stateOf } from "../src/model/state.js";
import { describe } from "../src/model/describe.js";
import { flagFields, type DamagedFlag, type Flag, type JsonValue } from "../src/model/flag.js";
import { unknownFlag } from "../src/model/unknown-flag.js";
import { asObject, wholeFlag } from "../src/model/whole-flag.js";
import { knownFlagArgument } from "../src/asking/flag-argument.js";
import { noticeDuplicates } from "../src/notice-duplicates.js";
import { paintState } from "../src/term/state.js";
import { renderFields, type Field } from "../src/term/fields.js";
import { momentInWords } from "../src/term/moment.js";
import type { View } from "../src/term/view.js";

interface Options {
  readonly name: string;
}

interface Result {
  readonly key: string;
  readonly flag: Flag | DamagedFlag;
  /** The flag's whole object as it stands in the file, unknown keys included. */
  readonly text: string;
  readonly file: string;
  readonly line: number;
}

export const command = defineCommand<Options, Result>({
  arguments: [knownFlagArgument],
  options: [],
  examples: [
    ["ff show new_dashboard", "everything about it"],
    ["ff show new_dashboard --json | jq .percentage", "one field, for a script"],
  ],
  run: async (context, { name }) => {
    const store = context.openStore();
    const found = await store.readFlag(name, { text: true });
    if (found === undefined) throw await withCloseNames(unknownFlag(name), store);
    const { flag, text, line, duplicateLines } = found;
    if (duplicateLines.length > 0) noticeDuplicates(context, [{ key: name, lines: duplicateLines }]);
    return { key: name, flag, text: text ?? "null", file: store.location, line: line ?? 1 };
  },
  render: ({ key, flag, text, file, line }, view) => {
    const state = stateOf(flag);
    const stored = JSON.parse(withExactNumbers(text)) as JsonValue;
    const fields: Field[] = [
      ["flag", key, (text, paint) => paint.bold(text)],
      ["state", state, (text, paint) => paintState(state, text, paint)],
      ["who gets it", describe(flag)],
      ...(isDamaged(flag)
        ? standingFields(stored)
        : [...storedFields(flag, asObject(stored).metadata, view), ...unknownFields(stored)]),
      ["file", { lines: [`${file}:${line}`] }],
    ];
    return renderFields(fields, view);
  },
  // Behind what stands in the flag: that may have a "key" too, by which nobody finds it.
  json: ({ key, flag, text }) => ({ ...wholeFlag(flag, JSON.parse(text) as JsonValue), key }),
});

/**
 * Every field that says something; empty ones are left to `--json`.
 * @param metadata as it stands in the file
 */
function storedFields(flag: Flag, metadata: JsonValue | undefined, { isTTY }: View): Field[] {
  const time = (text: string | null): string => (text === null ? "" : isTTY ? momentInWords(text) : text);
  const shares = Object.entries(flag.ab_test_allocation).map(([variant, share]) => `${variant}=${share}`);
  const fields: readonly (readonly [string, string | readonly string[]])[] = [
    ...(flag.name === "" ? [] : [["name", flag.name] as const]),
    ["enabled", String(flag.enabled)],
    ["strategy", flag.strategy],
    ["percentage", `${flag.percentage}`],
    ["user_ids", flag.user_ids],
    ["user_tiers", flag.user_tiers],
    ["email_domains", flag.email_domains],
    ["ab_test_variant", flag.ab_test_variant ?? ""],
    ["ab_test_allocation", shares],
    ...Object.entries(isObject(metadata) ? metadata : {}).map(
      ([key, value]) => [`metadata.${key}`, inWords(value)] as const,
    ),
    ["created_at", time(flag.created_at)],
    ["updated_at", time(flag.updated_at)],
  ];
  return fields.filter(([, value]) => value.length > 0);
}

/** A damaged flag's fields as they stand in the file, the wrong ones in JSON, which tells a text from a number. */
function standingFields(stored: JsonValue): Field[] {
  return Object.entries(asObject(stored)).map(([key, value]): Field => {
    if (isWrong(key, value)) return [key, JSON.stringify(value), (text, paint) => paint.red(text)];
    return [key, isStringList(value) ? value : inWords(value)];
  });
}

function isWrong(key: string, value: JsonValue): boolean {
  return isField(key) && !fieldKinds[key].accepts(value);
}

function isField(key: string): key is keyof Flag {
  return flagFields.has(key);
}

/** What other tools keep in the flag. */
function unknownFields(stored: JsonValue): Field[] {
  return Object.entries(asObject(stored))
    .filter(([key]) => !isField(key))
    .map(([key, value]): Field => [key, inWords(value)]);
}

function inWords(value: JsonValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
