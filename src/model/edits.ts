import { FfError } from "../errors.js";
import type { FieldChange, FlagChange } from "./change.js";
import type { FlagDocument } from "./document.js";
import { flagDefaults, listFields, type Flag, type FlagFields, type JsonValue } from "./flag.js";
import {
  checkAllocation,
  checkDomain,
  checkFlagName,
  checkItems,
  checkPercentage,
  normalDomain,
  normalizeDomains,
} from "./input.js";
import { isDamaged } from "./parse-flag.js";
import { RefusedValue } from "./refused-value.js";
import { formatTimestamp } from "./time.js";
import { unknownFlag } from "./unknown-flag.js";

/** Fields to set, and keys to take out of the metadata. */
export interface FlagEdit extends FlagFields {
  readonly unsetMetadata?: readonly string[];
}

/** What an edit of one flag does: the flag as it is (or as it would begin) → the fields to set. */
export type FlagPatch = (flag: Flag) => FlagEdit;

/** An edit of the whole document, decided on what stands there at the moment of writing. Pure; throws FfError to refuse. */
export type DocumentEdit = (document: FlagDocument, now: Date) => readonly FlagChange[];

/** What to do about a flag that is not there, or is there already. */
export type Existence = "must exist" | "must be new" | "either";

/** Edits one flag: sets only the fields whose value differs, and `updated_at` if there are any. */
export function editFlag(key: string, existence: Existence, patch: FlagPatch): DocumentEdit {
  return (document, now) => {
    const current = document.get(key);
    if (current === undefined) {
      if (existence === "must exist") throw unknownFlag(key);
      return [{ kind: "create", key, flag: newFlag(checkFlagName(key), patch, now) }];
    }
    if (existence === "must be new") throw alreadyExists(key, document);
    if (isDamaged(current)) throw damagedFlag(key, current.problems, document);
    const fields = changedFields(current, patch(current));
    if (fields.length === 0) return [];
    return [{ kind: "set", key, fields: [...fields, { path: ["updated_at"], value: formatTimestamp(now) }] }];
  };
}

/** Removes flags, all or none. A damaged flag can be removed too. */
export function deleteFlags(keys: readonly string[]): DocumentEdit {
  return (document) => {
    const unknown = keys.filter((key) => !document.has(key));
    if (unknown.length > 0) throw unknownFlag(...unknown);
    return [...new Set(keys)].map((key) => ({ kind: "delete", key }));
  };
}

/** Strategy `all`: on for everybody. Percentages and lists stay for later. */
export const enableForAll: FlagPatch = () => ({ enabled: true, strategy: "all" });

/** Strategy `none`: the kill switch, off for everybody. Percentages and lists stay for later. */
export const disableForAll: FlagPatch = () => ({ strategy: "none" });

/** Takes up again what `pause` stopped. */
export const resume: FlagPatch = () => ({ enabled: true });

/** Stops a flag without touching how it decides. */
export const pause: FlagPatch = () => ({ enabled: false });

/** @throws FfError USAGE for what is no percentage. */
export function rolloutTo(percentage: number): FlagPatch {
  const checked = checkPercentage(percentage);
  return () => ({ enabled: true, strategy: "percentage", percentage: checked });
}

/** How a list given on the command line meets the list that stands there. */
export type ListMode = "replace" | "add" | "remove";

/**
 * Targets a flag by a list; `add` and `remove` amend the one that stands there. Order is kept, duplicates count once.
 * @throws FfError USAGE for an empty list, or an item that can't be one
 */
export function targetBy(
  strategy: keyof typeof listFields,
  items: readonly string[],
  mode: ListMode = "replace",
): FlagPatch {
  const field = listFields[strategy];
  if (items.length === 0) throw emptyList(mode);
  // Taking somebody off a list is not a reason to switch a flag on.
  if (mode === "remove") {
    checkItems(items);
    const amend = strategy === "email_domain" ? withoutDomains : without;
    return (flag) => ({ [field]: amend(flag[field], items) });
  }
  const given = strategy === "email_domain" ? normalizeDomains(items) : checkItems(items);
  return (flag) => ({
    enabled: true,
    strategy,
    [field]: mode === "add" ? [...new Set([...flag[field], ...given])] : given,
  });
}

/** On for nobody is what `disable` says. A list that came out empty is more likely a script's mistake. */
function emptyList(mode: ListMode): FfError {
  const instead = mode === "replace" ? "; to have it off for everybody, disable it" : "";
  return new RefusedValue("the list is empty", { hint: `name at least one${instead}`, path: [] });
}

/** @throws FfError USAGE unless the shares are whole, above zero and sum to 100. */
export function abTest(allocation: Readonly<Record<string, number>>): FlagPatch {
  const checked = checkAllocation(allocation);
  return () => ({ enabled: true, strategy: "ab_test", ab_test_allocation: checked });
}

function without(standing: readonly string[], given: readonly string[]): string[] {
  const gone = new Set(given);
  return standing.filter((item) => !gone.has(item));
}

/** A domain goes in whatever spelling it stands there; what is no domain can only be taken out where it does stand there. */
function withoutDomains(standing: readonly string[], given: readonly string[]): string[] {
  const there = new Set(standing.map(normalDomain));
  for (const [index, domain] of given.entries()) if (!there.has(normalDomain(domain))) checkDomain(domain, index);
  const gone = new Set(given.map(normalDomain));
  return standing.filter((item) => !gone.has(normalDomain(item)));
}

function newFlag(name: string, patch: FlagPatch, now: Date): Flag {
  const stamp = formatTimestamp(now);
  const blank: Flag = { name, ...flagDefaults, enabled: true, created_at: stamp, updated_at: stamp };
  const { unsetMetadata: _, ...fields } = patch(blank);
  return { ...blank, ...fields };
}

/** Metadata is amended key by key, so that what other tools keep there stays as it is; other fields are set whole. */
function changedFields(flag: Flag, { unsetMetadata = [], ...fields }: FlagEdit): FieldChange[] {
  const removed = new Set(unsetMetadata.filter((key) => Object.hasOwn(flag.metadata, key)));
  const set = Object.entries(fields).flatMap(([field, value]): FieldChange[] => {
    const standing = flag[field as keyof FlagFields];
    if (field !== "metadata") return sameJson(standing, value) ? [] : [{ path: [field], value }];
    return Object.entries(value as Flag["metadata"])
      .filter(([key, item]) => !(Object.hasOwn(flag.metadata, key) && sameJson(flag.metadata[key], item)))
      .map(([key, item]) => ({ path: ["metadata", key], value: item }));
  });
  return [...set, ...[...removed].map((key): FieldChange => ({ path: ["metadata", key], value: undefined }))];
}

function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const members = Object.entries(one);
  const others = new Map<string, JsonValue>(Object.entries(other));
  return (
    members.length === others.size && members.every(([key, item]) => others.has(key) && sameJson(item, others.get(key)))
  );
}

function alreadyExists(key: string, document: FlagDocument): FfError {
  const location = document.locationOf(key);
  return new FfError("EXISTS", `flag ${JSON.stringify(key)} exists already`, {
    hint: { text: "to change it", command: { name: "update", words: [key], options: ["…"] } },
    ...(location && { location }),
  });
}

function damagedFlag(key: string, problems: readonly string[], document: FlagDocument): FfError {
  const location = document.locationOfDamage(key);
  return new FfError("INVALID_FLAG", `flag ${JSON.stringify(key)} is damaged: ${problems.join("; ")}`, {
    hint: "mend it by hand, or delete it and create it anew",
    ...(location && { location }),
  });
}
