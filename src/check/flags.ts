import { withCloseNames } from "../close-names.js";
import type { Context } from "../command.js";
import { evaluable, type Evaluable } from "../eval/evaluate.js";
import { unknownFlag } from "../model/unknown-flag.js";
import type { DamagedFlag, Flag } from "../model/flag.js";
import { isDamaged } from "../model/parse-flag.js";
import { noticeDuplicates } from "../notice-duplicates.js";

/** A flag that is asked about. */
export interface AskedFlag {
  readonly key: string;
  readonly flag: Flag | DamagedFlag;
  readonly evaluable: Evaluable;
}

/** What is asked about, and the flags file that it stands in. */
export interface AskedFlags {
  readonly flags: readonly AskedFlag[];
  readonly file: string;
  /** Whether ff would edit the file: it does not where a flag stands twice. */
  readonly mayEdit: boolean;
}

/**
 * These flags in the order given, or all in the file's; those that can't be read are told of.
 * @throws FfError FLAG_NOT_FOUND that names every flag which is not there
 */
export async function readAskedFlags(context: Context, names: readonly string[] | "all"): Promise<AskedFlags> {
  const store = context.openStore();
  const document = await store.read();
  const keys = names === "all" ? [...document.keys()] : [...new Set(names)];
  const unknown = keys.filter((key) => !document.has(key));
  if (unknown.length > 0) throw await withCloseNames(unknownFlag(...unknown), store);
  const flags = keys.flatMap((key): AskedFlag[] => {
    const flag = document.get(key);
    return flag === undefined ? [] : [{ key, flag, evaluable: evaluable(flag) }];
  });
  for (const { key, flag } of flags)
    if (isDamaged(flag)) context.notice(`flag ${JSON.stringify(key)} can't be read, so it is off`);
  const asked = new Set(keys);
  const duplicates = document.duplicates();
  noticeDuplicates(
    context,
    duplicates.filter(({ key }) => asked.has(key)),
  );
  return { flags, file: store.location, mayEdit: duplicates.length === 0 };
}
