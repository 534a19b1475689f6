import { userInfo } from "node:os";
import { resolve } from "node:path";
import { decideActor } from "./actor.js";
import { checkFlagFields } from "./apply/fields.js";
import { Reader } from "./apply/reader.js";
import { FfError, type ErrorCode } from "./errors.js";
import { isText } from "./eval/is-text.js";
import { evaluate, isEnabled, variantOf } from "./eval/evaluate.js";
import type { Evaluation } from "./eval/evaluation.js";
import { Snapshot } from "./eval/snapshot.js";
import type { FlagDocument } from "./model/document.js";
import {
  abTest,
  deleteFlags,
  disableForAll,
  editFlag,
  enableForAll,
  rolloutTo,
  targetBy,
  type DocumentEdit,
  type FlagPatch,
} from "./model/edits.js";
import type { DamagedFlag, Flag, FlagFields, User } from "./model/flag.js";
import { isObject, nameOf } from "./model/json-value.js";
import { isDamaged } from "./model/parse-flag.js";
import { FileStore } from "./store/file/file-store.js";
import type { FlagStore, Update } from "./store/store.js";

/** What a service is opened with. */
export interface OpenOptions {
  /** The flags file, relative to the working directory. */
  readonly file: string;
  /** Make an empty file when there is none; otherwise that is an error. */
  readonly createIfMissing?: boolean;
  /** Who changes flags through this service, for the history. Default: `FF_ACTOR`, the CI service's user, the user's name. */
  readonly actor?: string;
  /** Milliseconds that a change waits for another writer before it rejects with LOCKED. Default: 10,000. */
  readonly lockTimeout?: number;
}

/** What a change is accompanied by. */
export interface ChangeOptions {
  /** Why, for the history. */
  readonly reason?: string;
  /** Refuse a flag that is not there with FLAG_NOT_FOUND; otherwise it is made, as by a name that is misspelt. */
  readonly mustExist?: boolean;
}

/**
 * Feature flags for an application: answers from a snapshot in memory, by the same evaluator as `ff check`, and
 * durable changes of the file that other programs read too. Questions never throw and never wait.
 *
 * Changes reject with an FfError and throw nothing: USAGE for arguments that mean nothing, and once the service is
 * closed; INVALID_FLAG for a flag that is damaged; INVALID_FILE, LOCKED, CHANGED or IO where nothing was changed;
 * UNCONFIRMED where the change was made, but may not survive a power failure.
 */
export class FeatureFlagService {
  readonly #store: FlagStore;
  readonly #actor: string;
  #document: FlagDocument;
  #snapshot: Snapshot;
  /** Settle when the last reload is done, and when all changes and reloads are. */
  #lastReload: Promise<unknown> = Promise.resolve();
  #underWay: Promise<unknown> = Promise.resolve();
  #closed = false;

  /**
   * Opens a flags file and reads it once; `reload()` reads it again.
   * @throws FfError FILE_NOT_FOUND, INVALID_FILE, IO; USAGE for options that are none
   */
  static async open(options: OpenOptions): Promise<FeatureFlagService> {
    const { file, createIfMissing = false, actor, lockTimeout } = checkOpenOptions(options);
    const store = new FileStore(resolve(file), { now: () => new Date(), lockTimeout, lockedHint, missingHint });
    const who = actor ?? decideActor(process.env, () => userInfo().username);
    return new FeatureFlagService(store, who, await readOrCreate(store, createIfMissing));
  }

  private constructor(store: FlagStore, actor: string, document: FlagDocument) {
    this.#store = store;
    this.#actor = actor;
    this.#document = document;
    this.#snapshot = new Snapshot(document);
  }

  /** Whether the flag is on for this user; an unknown flag is off, and so is one whose name is no text. */
  isEnabled(name: string, user?: User): boolean {
    return isEnabled(this.#snapshot.get(name), user);
  }

  /** The same for many users, in their order; no answers where there is no list of them. */
  enabledFor(name: string, users: readonly User[]): boolean[] {
    const flag = this.#snapshot.get(name);
    return Array.isArray(users) ? users.map((user: User) => isEnabled(flag, user)) : [];
  }

  /** The user's variant of an A/B test; null where the flag assigns none. */
  getVariant(name: string, user: User): string | null {
    return variantOf(this.#snapshot.get(name), user);
  }

  /** The whole answer: on or off, the variant, and why. */
  evaluate(name: string, user?: User): Evaluation {
    return evaluate(this.#snapshot.get(name), name, user);
  }

  /** The flag under this key; null when there is none, or when it is damaged. */
  getFlag(name: string): Flag | null {
    const flag = isText(name) ? this.#document.get(name) : undefined;
    return flag === undefined || isDamaged(flag) ? null : flag;
  }

  /** Every flag that can be read, in the order of the file. */
  listFlags(): Flag[] {
    return Array.from(this.#document.flags(), ([, flag]) => flag).flatMap((flag) => (isDamaged(flag) ? [] : [flag]));
  }

  /** The flags that can't be read, and why. They are off. */
  damagedFlags(): DamagedFlag[] {
    return Array.from(this.#document.flags(), ([, flag]) => flag).filter(isDamaged);
  }

  /**
   * Makes the flag, or sets these fields of the one that is there; what is not named stays. A new flag is enabled
   * unless said otherwise. Resolves to the flag as it now stands on disk.
   * @throws FfError USAGE for fields that no flag can have, or as every change
   */
  createFlag(name: string, fields: FlagFields = {}, options?: ChangeOptions): Promise<Flag> {
    return this.#set("createFlag", name, () => checkFlagFields(new Reader({ fields }).object("fields")), options);
  }

  /**
   * Removes a flag; false when there was none.
   * @throws FfError as every change; a damaged flag can be removed too
   */
  async deleteFlag(name: string, options?: ChangeOptions): Promise<boolean> {
    checkName(name);
    const given = checkChangeOptions(options);
    const edit: DocumentEdit = (document, now) =>
      given.mustExist || document.has(name) ? deleteFlags([name])(document, now) : [];
    return (await this.#change("deleteFlag", edit, given)).deltas.length > 0;
  }

  /**
   * On for everybody; percentages and lists stay for later.
   * @throws FfError as every change
   */
  enableForAll(name: string, options?: ChangeOptions): Promise<Flag> {
    return this.#set("enableForAll", name, () => enableForAll, options);
  }

  /**
   * Off for everybody: the kill switch; percentages and lists stay for later.
   * @throws FfError as every change
   */
  disableForAll(name: string, options?: ChangeOptions): Promise<Flag> {
    return this.#set("disableForAll", name, () => disableForAll, options);
  }

  /**
   * On for a percentage of users, 0 to 100 with up to three decimals.
   * @throws FfError USAGE for what is no percentage, or as every change
   */
  rolloutPercentage(name: string, percentage: number, options?: ChangeOptions): Promise<Flag> {
    return this.#set(
      "rolloutPercentage",
      name,
      () => rolloutTo(new Reader({ percentage }).number("percentage")),
      options,
    );
  }

  /**
   * On for these users, in place of those listed before.
   * @throws FfError USAGE for an empty list or id, or what is no list of texts, or as every change
   */
  enableForUsers(name: string, userIds: readonly string[], options?: ChangeOptions): Promise<Flag> {
    return this.#set(
      "enableForUsers",
      name,
      () => targetBy("user_list", new Reader({ userIds }).strings("userIds")),
      options,
    );
  }

  /**
   * On for these tiers, in place of those listed before.
   * @throws FfError USAGE for an empty list or tier, or what is no list of texts, or as every change
   */
  enableForTiers(name: string, tiers: readonly string[], options?: ChangeOptions): Promise<Flag> {
    return this.#set(
      "enableForTiers",
      name,
      () => targetBy("user_tier", new Reader({ tiers }).strings("tiers")),
      options,
    );
  }

  /**
   * On for these email domains, in place of those listed before; kept in lower case.
   * @throws FfError USAGE for an empty list or what can't be a domain, or as every change
   */
  enableForDomains(name: string, domains: readonly string[], options?: ChangeOptions): Promise<Flag> {
    return this.#set(
      "enableForDomains",
      name,
      () => targetBy("email_domain", new Reader({ domains }).strings("domains")),
      options,
    );
  }

  /**
   * An A/B test: variant name → share in whole percents, which sum to 100.
   * @throws FfError USAGE for shares that are not whole, not above zero or do not sum to 100, or as every change
   */
  createAbTest(name: string, allocation: Readonly<Record<string, number>>, options?: ChangeOptions): Promise<Flag> {
    return this.#set("createAbTest", name, () => abTest(new Reader({ allocation }).numbers("allocation")), options);
  }

  /**
   * Reads the file again; until that has worked, the answers are those of the snapshot before.
   * @throws FfError FILE_NOT_FOUND, INVALID_FILE, IO; USAGE once the service is closed
   */
  async reload(): Promise<void> {
    this.#refuseClosed();
    const result = this.#underWay.then(async () => this.#use(await this.#store.read()));
    this.#lastReload = this.#underWay = result.catch(() => undefined);
    return result;
  }

  /** Waits for what is under way; later changes and reloads are refused. Questions are still answered. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#underWay;
  }

  #use(document: FlagDocument): void {
    this.#document = document;
    this.#snapshot = new Snapshot(document);
  }

  /** `makePatch` checks its arguments, so it runs inside the promise: bad input rejects and does not throw. */
  async #set(
    method: string,
    name: string,
    makePatch: () => FlagPatch | FlagFields,
    options?: ChangeOptions,
  ): Promise<Flag> {
    checkName(name);
    const made = makePatch();
    const patch = typeof made === "function" ? made : () => made;
    const given = checkChangeOptions(options);
    const existence = given.mustExist ? "must exist" : "either";
    const { after } = await this.#change(method, editFlag(name, existence, patch), given);
    const flag = after.get(name);
    if (flag === undefined || isDamaged(flag))
      throw new FfError("INTERNAL", `flag ${JSON.stringify(name)} was not written`);
    return flag;
  }

  /** Changes that are asked for at the same time are written together; no older reading replaces a newer snapshot. */
  async #change(command: string, edit: DocumentEdit, { reason }: CheckedOptions): Promise<Update> {
    this.#refuseClosed();
    const result = this.#lastReload.then(() => this.#store.update(edit, { actor: this.#actor, command, reason }));
    // What they come to is left behind: it holds the contents of the file before and after.
    this.#underWay = Promise.allSettled([this.#underWay, result]).then(() => undefined);
    const update = await result;
    this.#use(update.after);
    return update;
  }

  #refuseClosed(): void {
    if (this.#closed) throw new FfError("USAGE", "the service is closed");
  }
}

const lockedHint = "try again, or open it with a longer lockTimeout";
const missingHint = "open it with createIfMissing: true to have an empty one made, or name another file";

/** The options of an application without types: a slip of the finger is told as such. */
function checkOpenOptions(options: unknown): OpenOptions {
  if (!isObject(options))
    throw new FfError("USAGE", `what is to be opened is ${nameOf(options)}, expected an object of options`, {
      hint: 'for example FeatureFlagService.open({ file: "feature_flags.json" })',
    });
  const given = new Reader(options);
  given.allow(["file", "createIfMissing", "actor", "lockTimeout"]);
  return {
    file: given.string("file"),
    ...(options["createIfMissing"] !== undefined && { createIfMissing: given.boolean("createIfMissing") }),
    ...(options["actor"] !== undefined && { actor: given.string("actor") }),
    ...(options["lockTimeout"] !== undefined && { lockTimeout: milliseconds(given.number("lockTimeout")) }),
  };
}

function milliseconds(lockTimeout: number): number {
  if (lockTimeout >= 0) return lockTimeout;
  throw new FfError("USAGE", `"lockTimeout" is ${lockTimeout}, expected milliseconds, 0 or more`);
}

/** A name that no new flag could have may still be one of a flag that is there. */
function checkName(name: unknown): void {
  new Reader({ name }).anyString("name");
}

interface CheckedOptions {
  readonly reason: string | null;
  readonly mustExist: boolean;
}

function checkChangeOptions(options: unknown = {}): CheckedOptions {
  const values = new Reader({ options }).object("options");
  const given = new Reader(values);
  given.allow(["reason", "mustExist"]);
  return {
    reason: values["reason"] === undefined ? null : given.anyString("reason"),
    mustExist: values["mustExist"] !== undefined && given.boolean("mustExist"),
  };
}

async function readOrCreate(store: FlagStore, createIfMissing: boolean): Promise<FlagDocument> {
  try {
    return await store.read();
  } catch (error) {
    if (!createIfMissing || !hasCode(error, "FILE_NOT_FOUND")) throw error;
  }
  try {
    await store.create("open");
  } catch (error) {
    // Another process that opens the same file at the same time was faster.
    if (!hasCode(error, "EXISTS")) throw error;
  }
  return store.read();
}

function hasCode(error: unknown, code: ErrorCode): boolean {
  return error instanceof FfError && error.code === code;
}
