import { readdirSync } from "node:fs";
import { expect } from "vitest";
import { FileStore } from "../../../src/store/file/file-store.js";
import type { Place } from "../../support/program.js";

const settled = /^(\.gitignore|feature_flags\.json\.(lock|base|history(\.\d+)?\.jsonl))$/;

/** Names in `.ff/` that only a writer at work, or one that was killed, leaves there. */
export function litter(place: Place): string[] {
  return readdirSync(place.path(".ff")).filter((name) => !settled.test(name));
}

export function openStore(place: Place): FileStore {
  return new FileStore(place.path("feature_flags.json"), { now: () => new Date() });
}

/** The ids that the flag `checkout` lists. */
export async function usersOf(place: Place): Promise<string[]> {
  const flags = JSON.parse(place.read("feature_flags.json")) as { checkout?: { user_ids: string[] } };
  return flags.checkout?.user_ids ?? [];
}

/** File and history tell the same: each change goes on from the one before, and the last one left what stands there. */
export async function expectAgreement(place: Place): Promise<void> {
  const { entries, reachesNow } = await openStore(place).history();
  expect(reachesNow).toBe(true);
  entries.slice(1).forEach((entry, index) => {
    const before = entries[index];
    expect(entry.file_before).toBe(entry.group === before?.group ? before.file_before : before?.file_after);
  });
  const last = entries.at(-1);
  if (last?.flag) expect((await openStore(place).read()).text(last.flag) ?? null).toBe(last.after);
}
