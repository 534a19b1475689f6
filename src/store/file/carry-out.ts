import { applyChanges } from "../../model/apply-changes.js";
import type { FlagDelta } from "../../model/change.js";
import type { FlagDocument } from "../../model/document.js";
import type { DocumentEdit } from "../../model/edits.js";
import type { ChangeMeta, Update } from "../store.js";
import { hashOf } from "./hash.js";
import { groupId } from "./history.js";

/** A change that is asked for. */
export interface ChangeRequest {
  readonly edit: DocumentEdit;
  readonly meta: ChangeMeta;
}

/** What became of one. */
export type SettledUpdate = PromiseSettledResult<Update>;

/** What a request that changes something has come to. */
export interface PendingTransaction {
  /** Unique in the history. */
  readonly group: string;
  readonly time: Date;
  readonly meta: ChangeMeta;
  readonly deltas: readonly FlagDelta[];
  readonly after: FlagDocument;
}

/** Requests that were carried out in memory, to be written together. */
export interface Batch {
  readonly outcomes: readonly SettledUpdate[];
  readonly transactions: readonly PendingTransaction[];
}

/** Every outcome keeps its contents, and whoever waits for the lock waits for all of a batch. */
const most = { bytes: 32 * 1024 * 1024, requests: 100 };

/**
 * Carries out one request after the other, each on what those before have made of the content, as if each had been
 * written alone.
 * @param lastTime of the history; each transaction is later than the one before, even where the clock runs backwards:
 *   "as of then" goes by it
 * @returns outcomes of the first requests; of them all where they are not too many or too large
 */
export function carryOut(
  requests: readonly ChangeRequest[],
  content: FlagDocument,
  lastTime: string | null,
  now: () => Date,
): Batch {
  const outcomes: SettledUpdate[] = [];
  const transactions: PendingTransaction[] = [];
  let before = content;
  let earliest = lastTime === null ? 0 : Date.parse(lastTime) + 1;
  let bytes = 0;
  for (const { edit, meta } of requests.slice(0, most.requests)) {
    if (bytes >= most.bytes) break;
    try {
      const asked = now();
      const { document: after, deltas } = applyChanges(before, edit(before, asked));
      outcomes.push({ status: "fulfilled", value: { before, after, deltas, createdFile: false, outside: [] } });
      if (deltas.length === 0) continue;
      const time = new Date(Math.max(asked.getTime(), earliest));
      transactions.push({ group: groupId(time, hashOf(JSON.stringify(deltas))), time, meta, deltas, after });
      earliest = time.getTime() + 1;
      bytes += after.pieces.length;
      before = after;
    } catch (reason) {
      outcomes.push({ status: "rejected", reason });
    }
  }
  return { outcomes, transactions };
}
