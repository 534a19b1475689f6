import { decidingFields, listFields, type JsonValue } from "../../model/flag.js";
import { isStringList } from "../../model/json-value.js";
import { domainCheck } from "./domains.js";
import type { FlagText } from "./flag-text.js";
import { quoted, type Finding } from "./problem.js";

type ListField = (typeof listFields)[keyof typeof listFields];

/** The lists that strategies look at. Those that are there for later, while another strategy decides, are checked too. */
export function* checkLists(flag: FlagText, fileOption: string | null | undefined): Generator<Finding> {
  for (const field of Object.values(listFields)) {
    const items = flag.raw(field);
    if (Array.isArray(items)) yield* checkItems(flag, field, items as readonly JsonValue[], fileOption);
  }
  yield* checkEmptiness(flag);
}

function* checkItems(
  flag: FlagText,
  field: ListField,
  items: readonly JsonValue[],
  fileOption: string | null | undefined,
): Generator<Finding> {
  const seen = new Set<string>();
  // The places of a list of a million ids are only looked for when something is wrong with one.
  let spans: ReturnType<FlagText["itemsOf"]> | undefined;
  const check = field === "email_domains" ? domainCheck(flag, fileOption) : checkItem;
  const isMendable = isStringList(items);
  for (const [index, item] of items.entries()) {
    // The wrong type of one item hides nothing about the others.
    if (typeof item !== "string") continue;
    const finding = seen.has(item) ? repeatedItem(item) : check(item);
    seen.add(item);
    if (finding === undefined) continue;
    spans ??= flag.itemsOf(field);
    const at = spans[index]?.start ?? flag.placeOf(field);
    yield { ...finding, at, fixable: isMendable && finding.fixable === true };
  }
}

type Placeless = Omit<Finding, "at">;

function repeatedItem(item: string): Placeless {
  return {
    rule: "duplicate-item",
    message: `${quoted(item)} stands in the list twice`,
    hint: "remove one of them",
    fixable: true,
  };
}

function checkItem(item: string): Placeless | undefined {
  const problem =
    item.trim() === ""
      ? "is empty"
      : item !== item.trim()
        ? "begins or ends with a space, and matches only like that"
        : item.isWellFormed()
          ? undefined
          : "is not well-formed Unicode, and matches nobody";
  if (problem === undefined) return undefined;
  return {
    rule: "item-form",
    message: `${quoted(item)} ${problem}`,
    hint: "write it as the users have it, or remove it",
  };
}

function* checkEmptiness(flag: FlagText): Generator<Finding> {
  const strategy = flag.get("strategy");
  const field = strategy === undefined ? null : decidingFields[strategy];
  if (strategy === undefined || field === null || field === "percentage") return;
  const targets = flag.get(field);
  if (targets === undefined || Object.keys(targets).length > 0) return;
  const isTest = field === "ab_test_allocation";
  yield {
    rule: "empty-list",
    at: flag.placeOf(field, "strategy"),
    message: `strategy ${strategy} ${isTest ? "has no variants" : `looks at "${field}", which is empty`}: off for everybody`,
    hint: isTest ? "add variants with their shares, or choose strategy none" : "fill the list, or choose strategy none",
  };
}
