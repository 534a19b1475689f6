import fc from "fast-check";

import {
  abTest,
  deleteFlags,
  disableForAll,
  editFlag,
  enableForAll,
  pause,
  resume,
  rolloutTo,
  targetBy,
  type DocumentEdit,
  type FlagPatch,
} from "../../src/model/edits.js";
import { flagDefaults, type Flag } from "../../src/model/flag.js";
import { flagFields, flagName } from "./layouts.js";

/** Flags in the order of the file, as plain values. */
export type Model = ReadonlyMap<string, Flag>;

/** One edit, and what it is to come to, worked out without any text. */
export interface RandomEdit {
  /** Chooses the flag: one that is there, or one by this name. */
  readonly pick: number;
  readonly name: string;
  readonly edit: (key: string, isThere: boolean) => DocumentEdit;
  readonly expected: (model: Model, key: string, stamp: string) => Model;
}

type Fields = Partial<Flag>;

const editing = (patch: FlagPatch, fields: (flag: Flag) => Fields): Pick<RandomEdit, "edit" | "expected"> => ({
  edit: (key) => editFlag(key, "either", patch),
  expected: (model, key, stamp) => {
    const standing = model.get(key);
    const blank = { name: key, ...flagDefaults, enabled: true, created_at: stamp };
    const flag = { ...(standing ?? blank), ...fields(standing ?? blank) };
    const isSame = standing !== undefined && JSON.stringify(standing) === JSON.stringify(flag);
    return isSame ? model : new Map(model).set(key, { ...flag, updated_at: stamp });
  },
});

const deleting: Pick<RandomEdit, "edit" | "expected"> = {
  edit: (key, isThere) => (isThere ? deleteFlags([key]) : () => []),
  expected: (model, key) => {
    const copy = new Map(model);
    copy.delete(key);
    return copy;
  },
};

const lists = { user_list: "user_ids", user_tier: "user_tiers", email_domain: "email_domains" } as const;
const strategy = fc.constantFrom("user_list", "user_tier", "email_domain");
const items = fc.array(fc.constantFrom<string>("ada", "grace", "用户", "a.com", "🙂"), { minLength: 1, maxLength: 4 });

const operation = fc.oneof(
  fc.constant(deleting),
  fc.constant(editing(enableForAll, () => ({ enabled: true, strategy: "all" }))),
  fc.constant(editing(disableForAll, () => ({ strategy: "none" }))),
  fc.constant(editing(pause, () => ({ enabled: false }))),
  fc.constant(editing(resume, () => ({ enabled: true }))),
  fc
    .integer({ min: 0, max: 100_000 })
    .map((thousandths) => thousandths / 1000)
    .map((percentage) => editing(rolloutTo(percentage), () => ({ enabled: true, strategy: "percentage", percentage }))),
  fc
    .integer({ min: 1, max: 99 })
    .map((share) => ({ A: share, B: 100 - share }))
    .map((shares) =>
      editing(abTest(shares), () => ({ enabled: true, strategy: "ab_test", ab_test_allocation: shares })),
    ),
  fc
    .tuple(strategy, items)
    .map(([kind, given]) =>
      editing(targetBy(kind, given), () => ({ enabled: true, strategy: kind, [lists[kind]]: [...new Set(given)] })),
    ),
  fc.tuple(strategy, items).map(([kind, given]) =>
    editing(targetBy(kind, given, "add"), (flag) => ({
      enabled: true,
      strategy: kind,
      [lists[kind]]: [...new Set([...flag[lists[kind]], ...given])],
    })),
  ),
  fc.tuple(strategy, items).map(([kind, given]) =>
    editing(targetBy(kind, given, "remove"), (flag) => ({
      [lists[kind]]: flag[lists[kind]].filter((item) => !given.includes(item)),
    })),
  ),
  flagFields.map((fields) =>
    editing(
      () => fields,
      (flag) => ({ ...fields, metadata: { ...flag.metadata, ...fields.metadata } }),
    ),
  ),
);

export const randomEdit: fc.Arbitrary<RandomEdit> = fc
  .tuple(fc.nat(), flagName, operation)
  .map(([pick, name, { edit, expected }]) => ({ pick, name, edit, expected }));

/** Most edits are to meet a flag; every third names one that is rarely there. */
export function keyOf({ pick, name }: RandomEdit, keys: readonly string[]): string {
  return pick % 3 === 0 ? name : (keys[pick % Math.max(keys.length, 1)] ?? name);
}
