import { strategies, type Flag, type FlagFields } from "../model/flag.js";
import { checkAllocation, checkItems, checkPercentage, normalizeDomains } from "../model/input.js";
import { isJson } from "../model/json-value.js";
import { checkedUnder, RefusedValue } from "../model/refused-value.js";
import { Reader, unknownKeys } from "./reader.js";

type Fields = { [Field in keyof FlagFields]-?: (given: Reader) => Flag[Field] };

/** How each field that can be set is read and checked; the same rules as on the command line. */
const readers: Fields = {
  enabled: (given) => given.boolean("enabled"),
  strategy: (given) => given.oneOf("strategy", strategies, "none"),
  percentage: (given) => checkedUnder("percentage", given.number("percentage"), checkPercentage),
  user_ids: (given) => checkedUnder("user_ids", given.strings("user_ids"), checkItems),
  user_tiers: (given) => checkedUnder("user_tiers", given.strings("user_tiers"), checkItems),
  email_domains: (given) => checkedUnder("email_domains", given.strings("email_domains"), normalizeDomains),
  ab_test_variant: (given) => given.nullableString("ab_test_variant"),
  ab_test_allocation: (given) =>
    checkedUnder("ab_test_allocation", given.numbers("ab_test_allocation"), checkAllocation),
  metadata: (given) => checkedUnder("metadata", given.object("metadata"), checkJson),
};

/** What the command line has options for, as if they were fields. */
const ofMetadata = ["owner", "description", "ticket"];

/**
 * Checks the fields of a flag that come from outside: a changes file, or an application's call. A field that is
 * undefined is not given.
 * @throws FfError USAGE naming the field
 */
export function checkFlagFields(fields: Readonly<Record<string, unknown>>): FlagFields {
  const given = new Reader(fields);
  const misplaced = Object.keys(fields).filter((field) => ofMetadata.includes(field));
  if (misplaced.length > 0)
    throw unknownKeys(misplaced, `put it into the metadata: {"metadata": {"${misplaced[0]}": …}}`);
  given.allow(Object.keys(readers));
  const checked = Object.entries(readers)
    .filter(([field]) => fields[field] !== undefined)
    .map(([field, read]) => [field, read(given)]);
  return Object.fromEntries(checked) as FlagFields;
}

/** An application may put a Date or undefined into metadata: what would not come back from the file is refused. */
function checkJson(metadata: Flag["metadata"]): Flag["metadata"] {
  if (isJson(metadata)) return metadata;
  throw new RefusedValue('"metadata" holds a value that JSON has no form for', {
    hint: "use texts, numbers, true, false, null, and lists and plain objects of those",
    path: [],
  });
}
