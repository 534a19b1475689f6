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
  type Existence,
  type ListMode,
} from "../model/edits.js";
import type { FlagFields } from "../model/flag.js";
import { checkedUnder } from "../model/refused-value.js";
import { checkFlagFields } from "./fields.js";
import type { Reader } from "./reader.js";

/** Whether a change of a flag that is not there makes it: an operation's usual way, or `--must-exist`. */
export type Upsert = Extract<Existence, "either" | "must exist">;

interface Operation {
  /** The keys that this operation takes beside `op` and `flag`. */
  readonly keys: readonly string[];
  edit(flag: string, given: Reader, upsert: Upsert): DocumentEdit;
}

const listKeys = { user_list: "ids", user_tier: "tiers", email_domain: "domains" } as const;

const switchTo = (patch: typeof enableForAll): Operation => ({
  keys: [],
  edit: (flag, _, upsert) => editFlag(flag, upsert, patch),
});

const target = (strategy: keyof typeof listKeys): Operation => ({
  keys: [listKeys[strategy], "mode"],
  edit: (flag, given, upsert) => {
    const mode = given.oneOf<ListMode>("mode", ["replace", "add", "remove"], "replace");
    const existence = mode === "remove" ? "must exist" : upsert;
    const key = listKeys[strategy];
    const patch = checkedUnder(key, given.strings(key), (items) => targetBy(strategy, items, mode));
    return editFlag(flag, existence, (standing) => checkedUnder(key, standing, patch));
  },
});

const setFields = (existence: Existence): Operation => ({
  keys: ["set"],
  edit: (flag, given) => {
    const set = given.object("set", existence === "must be new" ? {} : undefined);
    const fields: FlagFields = checkedUnder("set", set, checkFlagFields);
    return editFlag(flag, existence, () => fields);
  },
});

/** The operations of a changes file, named as the commands are. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["create", setFields("must be new")],
  ["update", setFields("must exist")],
  ["delete", { keys: [], edit: (flag) => deleteFlags([flag]) }],
  ["enable", switchTo(enableForAll)],
  ["disable", switchTo(disableForAll)],
  ["pause", switchTo(pause)],
  ["resume", switchTo(resume)],
  [
    "rollout",
    {
      keys: ["percentage"],
      edit: (flag, given, upsert) =>
        editFlag(flag, upsert, checkedUnder("percentage", given.number("percentage"), rolloutTo)),
    },
  ],
  ["enable-users", target("user_list")],
  ["enable-tiers", target("user_tier")],
  ["enable-domains", target("email_domain")],
  [
    "ab-test",
    {
      keys: ["variants"],
      edit: (flag, given, upsert) =>
        editFlag(flag, upsert, checkedUnder("variants", given.numbers("variants"), abTest)),
    },
  ],
]);
