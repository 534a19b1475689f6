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
import type { FlagFields, JsonValue } from "../model/flag.js";
import { checkedUnder } from "../model/refused-value.js";
import { checkUnset } from "../model/unset.js";
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

const fieldsOf = (set: Readonly<Record<string, JsonValue>>): FlagFields => checkedUnder("set", set, checkFlagFields);

const create: Operation = {
  keys: ["set"],
  edit: (flag, given) => {
    const fields = fieldsOf(given.object("set", {}));
    return editFlag(flag, "must be new", () => fields);
  },
};

const update: Operation = {
  keys: ["set", "unset_metadata"],
  edit: (flag, given) => {
    const unset = given.strings("unset_metadata", []);
    const fields = fieldsOf(given.object("set", unset.length > 0 ? {} : undefined));
    const unsetMetadata = checkedUnder("unset_metadata", unset, (keys) => checkUnset(keys, fields.metadata));
    return editFlag(flag, "must exist", () => ({ ...fields, unsetMetadata }));
  },
};

/** The operations of a changes file, named as the commands are. */
export const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ["create", create],
  ["update", update],
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
