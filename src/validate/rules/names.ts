import { nameProblem } from "../../model/input.js";
import type { FlagText } from "./flag-text.js";
import { quoted, type Finding } from "./problem.js";

/** What names a flag of the file, for rules that look at several. */
export interface Named {
  readonly key: string;
  readonly at: number;
  /** Undefined where the flag has none that can be read. */
  readonly name: string | undefined;
  readonly nameAt: number;
}

export function nameOfFlag(flag: FlagText): Named {
  return { key: flag.key, at: flag.at, name: flag.get("name"), nameAt: flag.placeOf("name") };
}

/** The names of flag and variants by themselves, by the measure of a new flag's name. */
export function* checkNames(flag: FlagText): Generator<Finding> {
  const name = flag.get("name");
  const at = flag.placeOf("name");
  if (name?.isWellFormed() === false)
    yield {
      rule: "name-unicode",
      at,
      message: `the name ${quoted(name)} is not well-formed Unicode: no user can be hashed with it`,
      hint: "write it without \\ud800 to \\udfff standing alone",
    };
  else if (name !== undefined) yield* checkForm(name, "the name", at);
  for (const { key, keySpan } of flag.membersOf("ab_test_allocation"))
    yield* checkForm(key, "the variant's name", keySpan.start);
}

function* checkForm(name: string, what: string, at: number): Generator<Finding> {
  const problem = nameProblem(name);
  if (problem === null) return;
  yield {
    rule: "name-form",
    at,
    message: `${what} ${quoted(name)} ${problem}`,
    hint: "choose one that can be seen and typed; a new name moves the users of a rollout",
  };
}

/** The names of all flags together, each finding with the key of its flag. */
export function* checkAllNames(flags: readonly Named[]): Generator<readonly [key: string, finding: Finding]> {
  yield* repeatedFlags(flags);
  const holders = new Map<string, Set<string>>();
  for (const { key, name } of flags) {
    if (name === undefined) continue;
    const keys = holders.get(name);
    if (keys === undefined) holders.set(name, new Set([key]));
    else keys.add(key);
  }
  for (const { key, name, nameAt } of flags) {
    if (name === undefined || name === key) continue;
    const other = otherThan(key, holders.get(name) ?? []);
    yield [key, other === undefined ? otherName(key, name, nameAt) : sharedName(name, other, nameAt)];
  }
}

/** The first of the keys that is another: of all that share a name, no more than two are looked at. */
function otherThan(key: string, keys: Iterable<string>): string | undefined {
  for (const other of keys) if (other !== key) return other;
  return undefined;
}

/** Every place but the last, which is the one that counts. */
function* repeatedFlags(flags: readonly Named[]): Generator<readonly [string, Finding]> {
  const last = new Map(flags.map((flag) => [flag.key, flag]));
  if (last.size === flags.length) return;
  for (const flag of flags)
    if (last.get(flag.key) !== flag)
      yield [
        flag.key,
        {
          rule: "duplicate-flag",
          at: flag.at,
          message: "the flag stands in the file again below, and only the last one counts",
          hint: "remove the one that is not meant",
        },
      ];
}

function otherName(key: string, name: string, at: number): Finding {
  return {
    rule: "key-is-name",
    at,
    message: `the key is ${quoted(key)}, the name is ${quoted(name)}`,
    hint: "make them the same: another key is another flag for applications, another name other users for a rollout",
  };
}

function sharedName(name: string, other: string, at: number): Finding {
  return {
    rule: "duplicate-name",
    at,
    message: `the flag ${quoted(other)} has the name ${quoted(name)} too: both pick the same users`,
    hint: "give it the name that its key is; its users in a rollout change with it",
  };
}
