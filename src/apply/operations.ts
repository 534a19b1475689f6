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
    return editFlag(flag, existence, targetBy(strategy, given.strings(listKeys[strategy]), mode));
  },
});

const setFields = (existence: Existence): Operation => ({
  keys: ["set"],
  edit: (flag, given) => {
    const fields: FlagFields = checkFlagFields(given.object("set", existence === "must be new" ? {} : undefined));
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
      edit: (flag, given, upsert) => editFlag(flag, upsert, rolloutTo(given.number("percentage"))),
    },
  ],
  ["enable-users", target("user_list")],
  ["enable-tiers", target("user_tier")],
  ["enable-domains", target("email_domain")],
  [
    "ab-test",
    { keys: ["variants"], edit: (flag, given, upsert) => editFlag(flag, upsert, abTest(given.numbers("variants"))) },
  ],
]);
