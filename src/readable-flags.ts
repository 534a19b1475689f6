import { withCloseNames } from "./close-names.js";
import { FfError } from "./errors.js";
import type { FlagDocument } from "./model/document.js";
import { unknownFlag } from "./model/unknown-flag.js";
import type { Flag } from "./model/flag.js";
import { isDamaged } from "./model/parse-flag.js";
import type { FlagStore } from "./store/store.js";

/**
 * The flags under these keys, for a question that a damaged flag has no answer to.
 * @throws FfError FLAG_NOT_FOUND naming all that are missing, with close names; INVALID_FLAG
 */
export async function readFlags<const Keys extends readonly string[]>(
  store: FlagStore,
  keys: Keys,
): Promise<{ readonly [Position in keyof Keys]: Flag }> {
  const document = await store.read();
  const unknown = keys.filter((key) => !document.has(key));
  if (unknown.length > 0) throw await withCloseNames(unknownFlag(...unknown), store);
  return keys.map((key) => readable(document, key)) as { [Position in keyof Keys]: Flag };
}

function readable(document: FlagDocument, key: string): Flag {
  const flag = document.get(key);
  if (flag !== undefined && !isDamaged(flag)) return flag;
  const location = document.locationOfDamage(key);
  throw new FfError("INVALID_FLAG", `flag ${JSON.stringify(key)} is damaged: ${flag?.problems.join("; ") ?? ""}`, {
    hint: { text: "it is off for everybody; see what stands there", command: { name: "show", words: [key] } },
    ...(location && { location }),
  });
}
