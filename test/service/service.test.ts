import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import {
  FeatureFlagService,
  FfError,
  emailDomain,
  strategies,
  type Flag,
  type OpenOptions,
  type User,
} from "../../src/index.js";
import { FileStore } from "../../src/store/file/file-store.js";
import { acquireLock } from "../../src/store/file/lock.js";
import { resolvePaths } from "../../src/store/file/paths.js";
import { flagWith } from "../model/flags.js";

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ff-service-"));
  file = join(folder, "feature_flags.json");
});
afterEach(() => rm(folder, { recursive: true }));

const put = (flags: object): Promise<void> => writeFile(file, `${JSON.stringify(flags, null, 2)}\n`);
const stored = async (): Promise<Record<string, Flag>> =>
  JSON.parse(await readFile(file, "utf8")) as Record<string, Flag>;
const open = (options: Partial<OpenOptions> = {}): Promise<FeatureFlagService> =>
  FeatureFlagService.open({ file, actor: "ada", ...options });

async function opened(flags: object = {}): Promise<FeatureFlagService> {
  await put(flags);
  return open();
}

const history = async () => (await new FileStore(file, { now: () => new Date() }).history()).entries;

describe("opening a service", () => {
  it("needs the file, unless it may make one", async () => {
    await expect(open()).rejects.toMatchObject({ code: "FILE_NOT_FOUND" });
    const service = await open({ createIfMissing: true });
    expect(service.listFlags()).toEqual([]);
    expect(await readFile(file, "utf8")).toBe("{}\n");
  });

  it("says how an application gets a file that is not there", async () => {
    await expect(open()).rejects.toMatchObject({ hint: expect.stringContaining("createIfMissing: true") as string });
    const service = await opened();
    await rm(file);
    await expect(service.reload()).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
      hint: expect.not.stringContaining("ff init") as string,
    });
  });

  it("names no option of the command line where it can't go on", async () => {
    await expect(open({ file: folder })).rejects.toMatchObject({ code: "IO", hint: "name the JSON file itself" });
    await symlink("nowhere", file);
    await expect(open()).rejects.toMatchObject({
      code: "FILE_NOT_FOUND",
      hint: expect.not.stringContaining("--") as string,
    });
    await rm(file);
    const service = await open({ createIfMissing: true, lockTimeout: 0 });
    const release = await acquireLock(resolvePaths(file), { command: "test", timeout: 0 });
    await expect(service.enableForAll("f")).rejects.toMatchObject({
      code: "LOCKED",
      hint: "try again, or open it with a longer lockTimeout",
    });
    release();
    expect(await service.enableForAll("f")).toMatchObject({ strategy: "all" });
  });

  it.each<[string, unknown, string]>([
    ["no options", undefined, "what is to be opened is undefined, expected an object of options"],
    ["a path in their place", "flags.json", 'what is to be opened is "flags.json", expected an object of options'],
    ["options without a file", {}, '"file" is missing, expected a text'],
    ["an empty path", { file: "" }, '"file" is "", expected a text'],
    ["a misspelled option", { file: "f", createIfMising: true }, 'unknown key "createIfMising"'],
    ["a text for a yes", { file: "f", createIfMissing: "no" }, '"createIfMissing" is "no", expected true or false'],
    ["a number for an actor", { file: "f", actor: 5 }, '"actor" is 5, expected a text'],
    ["a text for a time", { file: "f", lockTimeout: "5" }, '"lockTimeout" is "5", expected a number'],
    ["no time", { file: "f", lockTimeout: NaN }, '"lockTimeout" is NaN, expected milliseconds, 0 or more'],
    ["a time that is over", { file: "f", lockTimeout: -1 }, '"lockTimeout" is -1, expected milliseconds, 0 or more'],
  ])("refuses %s, and says what is wrong", async (_, options, message) => {
    const error: unknown = await FeatureFlagService.open(options as OpenOptions).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FfError);
    expect(error).toMatchObject({ code: "USAGE", message });
  });

  it("takes an option that is undefined as not given", async () => {
    await put({});
    const options = { file, createIfMissing: undefined, actor: undefined } as unknown as OpenOptions;
    expect((await FeatureFlagService.open(options)).listFlags()).toEqual([]);
  });

  it("leaves a file that is there as it is", async () => {
    await put({ f: flagWith() });
    const service = await open({ createIfMissing: true });
    expect(service.listFlags()).toHaveLength(1);
  });

  it("works for many at once that may all make the file", async () => {
    const services = await Promise.all(Array.from({ length: 8 }, () => open({ createIfMissing: true })));
    await Promise.all(services.map((service, index) => service.enableForAll(`flag_${index}`)));
    expect(Object.keys(await stored())).toHaveLength(8);
  });

  it("rejects for a file that is not valid, with its place", async () => {
    await writeFile(file, "{\n  oops\n}");
    await expect(open()).rejects.toMatchObject({ code: "INVALID_FILE", location: { line: 2, column: 3 } });
    await expect(open({ createIfMissing: true })).rejects.toBeInstanceOf(FfError);
  });

  it("only reads: nothing is left beside the file", async () => {
    await opened({ f: flagWith() });
    await expect(readFile(join(folder, ".ff"))).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("asking a service", () => {
  it("answers with reasons", async () => {
    const service = await opened({
      everybody: flagWith({ name: "everybody", strategy: "all" }),
      tier: flagWith({ name: "tier", strategy: "user_tier", user_tiers: ["pro"] }),
      test: flagWith({ name: "test", strategy: "ab_test", ab_test_allocation: { A: 100 } }),
      paused: flagWith({ name: "paused", enabled: false, strategy: "all" }),
      broken: { strategy: "all" },
    });
    const user = { userId: "user123", email: "Ada@Company.com", tier: "pro" };
    expect(service.isEnabled("everybody")).toBe(true);
    expect(service.isEnabled("tier")).toBe(false);
    expect(service.isEnabled("tier", user)).toBe(true);
    expect(service.isEnabled("tier", { userId: "user123" })).toBe(false);
    expect(service.getVariant("test", user)).toBe("A");
    expect(service.getVariant("tier", user)).toBeNull();
    expect(service.getVariant("nowhere", user)).toBeNull();
    expect(service.evaluate("tier", user)).toMatchObject({ flag: "tier", enabled: true, reason: "TARGETING_MATCH" });
    expect(service.evaluate("paused", user)).toMatchObject({ enabled: false, reason: "DISABLED" });
    expect(service.evaluate("broken")).toMatchObject({ reason: "ERROR", errorCode: "PARSE_ERROR", strategy: null });
    expect(service.evaluate("everybody")).toEqual(service.evaluate("everybody"));
    expect(emailDomain(user)).toBe("company.com");
  });

  it("takes a flag that is not there as off, whatever it is called", async () => {
    const service = await opened({});
    for (const name of ["nowhere", "__proto__", "constructor", ""]) {
      expect(service.isEnabled(name, { userId: "u" })).toBe(false);
      expect(service.evaluate(name)).toMatchObject({ flag: name, reason: "ERROR", errorCode: "FLAG_NOT_FOUND" });
      expect(service.getFlag(name)).toBeNull();
    }
  });

  describe("never throws, whatever it is handed by code without types", () => {
    const odd: readonly unknown[] = [
      undefined,
      null,
      5,
      NaN,
      1n,
      true,
      {},
      [],
      Symbol("f"),
      Object.create(null),
      () => 1,
    ];

    it("takes a name that is no text as that of no flag", async () => {
      const service = await opened({ undefined: flagWith({ strategy: "all" }), f: flagWith({ strategy: "all" }) });
      const ask = (name: string): unknown[] => [
        service.isEnabled(name, { userId: "u" }),
        service.enabledFor(name, [{ userId: "u" }]),
        service.getVariant(name, { userId: "u" }),
        service.evaluate(name, { userId: "u" }).errorCode,
        service.getFlag(name),
      ];
      const unknown = [false, [false], null, "FLAG_NOT_FOUND", null];
      for (const name of odd) expect(ask(name as string)).toEqual(unknown);
      // The flag that was asked for last is remembered.
      expect(service.isEnabled("f")).toBe(true);
      for (const name of odd) expect(ask(name as string)).toEqual(unknown);
    });

    it("takes a user that is none as nobody in particular, and no list of users as no users", async () => {
      const flags = strategies.map((strategy) => [strategy, flagWith({ strategy, ab_test_allocation: { A: 100 } })]);
      const service = await opened(Object.fromEntries(flags) as object);
      for (const strategy of strategies) {
        for (const user of [...odd, { userId: 5, email: 5, tier: 5 }, { userId: null, email: {}, tier: [] }]) {
          const enabled = strategy === "all";
          expect(service.isEnabled(strategy, user as User)).toBe(enabled);
          expect(service.enabledFor(strategy, [user as User])).toEqual([enabled]);
          expect(service.getVariant(strategy, user as User)).toBeNull();
          expect(service.evaluate(strategy, user as User)).toMatchObject({ enabled, variant: null });
        }
      }
      for (const users of [...odd, "ada"]) expect(service.enabledFor("all", users as readonly User[])).toEqual([]);
    });
  });

  it("shows the flags that can be read, and says what is wrong with the others", async () => {
    const service = await opened({
      b: flagWith({ name: "b" }),
      broken: { strategy: "all" },
      a: flagWith({ name: "a" }),
    });
    expect(service.listFlags().map((flag) => flag.name)).toEqual(["b", "a"]);
    expect(service.getFlag("a")).toEqual(flagWith({ name: "a" }));
    expect(service.getFlag("broken")).toBeNull();
    expect(service.damagedFlags()).toEqual([{ key: "broken", problems: ['"name" is missing'] }]);
  });

  it("hands out copies: changing one changes no answer", async () => {
    const service = await opened({ f: flagWith({ strategy: "user_list", user_ids: ["a"] }) });
    (service.getFlag("f")?.user_ids as string[]).push("b");
    expect(service.isEnabled("f", { userId: "b" })).toBe(false);
    expect(service.getFlag("f")?.user_ids).toEqual(["a"]);
  });
});

describe("changing flags through a service", () => {
  const user = { userId: "user123", email: "ada@company.com", tier: "pro" };

  it.each<[string, (service: FeatureFlagService) => Promise<Flag>, Partial<Flag>]>([
    [
      "createFlag",
      (service) => service.createFlag("f", { percentage: 5, metadata: { owner: "a" } }),
      { percentage: 5, metadata: { id: 1, owner: "a" } },
    ],
    ["enableForAll", (service) => service.enableForAll("f"), { strategy: "all", enabled: true }],
    ["disableForAll", (service) => service.disableForAll("f"), { strategy: "none" }],
    [
      "rolloutPercentage",
      (service) => service.rolloutPercentage("f", 2.5),
      { strategy: "percentage", percentage: 2.5 },
    ],
    [
      "enableForUsers",
      (service) => service.enableForUsers("f", ["b", "b"]),
      { strategy: "user_list", user_ids: ["b"] },
    ],
    [
      "enableForTiers",
      (service) => service.enableForTiers("f", ["pro"]),
      { strategy: "user_tier", user_tiers: ["pro"] },
    ],
    [
      "enableForDomains",
      (service) => service.enableForDomains("f", ["@A.com"]),
      { strategy: "email_domain", email_domains: ["a.com"] },
    ],
    [
      "createAbTest",
      (service) => service.createAbTest("f", { A: 40, B: 60 }),
      { strategy: "ab_test", ab_test_allocation: { A: 40, B: 60 } },
    ],
  ])("%s resolves to what stands on disk, and is in the history", async (method, call, fields) => {
    const service = await opened({
      f: flagWith({ name: "f", strategy: "percentage", metadata: { id: 1 } }),
      g: flagWith(),
    });
    const flag = await call(service);
    expect(flag).toMatchObject(fields);
    expect((await stored())["f"]).toEqual(flag);
    expect(service.getFlag("f")).toEqual(flag);
    expect(flag.updated_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    expect(await history()).toMatchObject([{ flag: "f", command: method, actor: "ada", reason: null }]);
  });

  it("makes flags that are not there, enabled unless said otherwise", async () => {
    const service = await opened();
    expect(await service.createFlag("a")).toMatchObject({ name: "a", enabled: true, strategy: "none" });
    expect(await service.createFlag("b", { enabled: false })).toMatchObject({ enabled: false });
    expect(await service.rolloutPercentage("c", 100)).toMatchObject({ name: "c", enabled: true });
    expect(service.isEnabled("c", user)).toBe(true);
    await service.disableForAll("c", { reason: "incident 7" });
    expect(service.isEnabled("c", user)).toBe(false);
    expect((await history()).at(-1)).toMatchObject({ flag: "c", command: "disableForAll", reason: "incident 7" });
  });

  it("takes fields that are undefined as not given", async () => {
    const service = await opened();
    const fields = { percentage: undefined, strategy: "all" } as unknown as Partial<Flag>;
    expect(await service.createFlag("a", fields)).toMatchObject({ percentage: 0, strategy: "all" });
  });

  it("deletes, and says whether there was anything to delete", async () => {
    const service = await opened({ f: flagWith(), broken: 5 });
    expect(await service.deleteFlag("f")).toBe(true);
    expect(await service.deleteFlag("f")).toBe(false);
    expect(await service.deleteFlag("broken", { reason: "clean up" })).toBe(true);
    expect(service.getFlag("f")).toBeNull();
    expect(await stored()).toEqual({});
    expect(await history()).toHaveLength(2);
  });

  it("writes nothing where nothing changes", async () => {
    const service = await opened({ f: flagWith({ strategy: "all" }) });
    const before = await readFile(file, "utf8");
    await service.enableForAll("f");
    await service.createFlag("f", {});
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await history()).toEqual([]);
  });

  it("does many at once, in one service and several, and loses none", async () => {
    const one = await opened({ shared: flagWith({ name: "shared" }) });
    const other = await open();
    const calls = Array.from({ length: 10 }, (_, index) => [
      one.createFlag("shared", { metadata: { [`one_${index}`]: index } }),
      other.createFlag("shared", { metadata: { [`other_${index}`]: index } }),
      one.rolloutPercentage(`flag_${index}`, index),
    ]);
    await Promise.all(calls.flat());
    const flags = await stored();
    expect(Object.keys(flags["shared"]!.metadata)).toHaveLength(20);
    expect(Object.keys(flags)).toHaveLength(11);
  });

  it("does changes in the order in which they are asked for", async () => {
    const service = await opened({});
    const percentages = Array.from({ length: 12 }, (_, index) => index + 1);
    await Promise.all(percentages.map((percentage) => service.rolloutPercentage("f", percentage)));
    const made = (await history()).map(({ after }) => (JSON.parse(after ?? "") as Flag).percentage);
    expect(made).toEqual(percentages);
  });

  it("sees its own change in its next answer, and those of others after reload", async () => {
    const service = await opened({ f: flagWith({ strategy: "none" }) });
    const other = await open();
    expect(service.isEnabled("f")).toBe(false);
    await other.enableForAll("f");
    expect(other.isEnabled("f")).toBe(true);
    expect(service.isEnabled("f")).toBe(false);
    await service.reload();
    expect(service.isEnabled("f")).toBe(true);
    await put({ f: flagWith({ strategy: "none" }) });
    await service.reload();
    expect(service.isEnabled("f")).toBe(false);
  });

  describe("does not go back in time", () => {
    afterEach(() => vi.restoreAllMocks());

    /** Holds a reading up, or an update, when it is done but not told yet. */
    function holdUp(method: "read" | "update"): { isHeld: Promise<void>; goOn: () => void } {
      let tell = (): void => undefined;
      let goOn = tell;
      const isHeld = new Promise<void>((resolve) => (tell = resolve));
      const mayGoOn = new Promise<void>((resolve) => (goOn = resolve));
      const original = FileStore.prototype[method] as (...values: unknown[]) => Promise<never>;
      vi.spyOn(FileStore.prototype, method).mockImplementationOnce(async function (
        this: FileStore,
        ...values: unknown[]
      ) {
        const done = await original.apply(this, values);
        tell();
        await mayGoOn;
        return done;
      });
      return { isHeld, goOn };
    }

    it("where a change is asked for while a reload has read what stood there before", async () => {
      const service = await opened({ f: flagWith({ strategy: "none" }) });
      const { isHeld, goOn } = holdUp("read");
      const update = vi.spyOn(FileStore.prototype, "update");
      const reload = service.reload();
      await isHeld;
      const change = service.enableForAll("f");
      await nextTurn();
      expect(update).not.toHaveBeenCalled();
      goOn();
      await Promise.all([reload, change]);
      expect(service.isEnabled("f")).toBe(true);
    });

    it("where a reload is asked for while a change has been made that is not told yet", async () => {
      const service = await opened({ f: flagWith({ strategy: "none" }) });
      const { isHeld, goOn } = holdUp("update");
      const read = vi.spyOn(FileStore.prototype, "read");
      const change = service.enableForAll("f");
      await isHeld;
      await put({ f: flagWith({ strategy: "none" }) });
      const reload = service.reload();
      await nextTurn();
      expect(read).not.toHaveBeenCalled();
      goOn();
      await Promise.all([reload, change]);
      expect(service.isEnabled("f")).toBe(false);
    });
  });

  it("keeps its snapshot where a reload fails", async () => {
    const service = await opened({ f: flagWith({ strategy: "all" }) });
    await writeFile(file, "{ broken");
    await expect(service.reload()).rejects.toMatchObject({ code: "INVALID_FILE" });
    expect(service.isEnabled("f")).toBe(true);
    await put({});
    await service.reload();
    expect(service.isEnabled("f")).toBe(false);
  });

  it("makes no flag that has to be there, whatever the change", async () => {
    const service = await opened({ f: flagWith({ strategy: "all" }) });
    const mustExist = { mustExist: true };
    for (const misspelt of [
      service.disableForAll("tpyo", mustExist),
      service.createFlag("tpyo", {}, mustExist),
      service.rolloutPercentage("tpyo", 10, mustExist),
      service.createAbTest("tpyo", { A: 100 }, mustExist),
      service.deleteFlag("tpyo", mustExist),
    ])
      await expect(misspelt).rejects.toMatchObject({ code: "FLAG_NOT_FOUND", unknownFlags: ["tpyo"] });
    expect(service.listFlags()).toHaveLength(1);
    expect(await service.disableForAll("f", mustExist)).toMatchObject({ strategy: "none" });
    expect(await service.deleteFlag("f", mustExist)).toBe(true);
  });

  it("refuses changes once it is closed, waits for those under way, and still answers", async () => {
    const service = await opened({});
    const change = service.enableForAll("f");
    await service.close();
    expect(service.isEnabled("f")).toBe(true);
    await change;
    for (const late of [service.enableForAll("g"), service.deleteFlag("f"), service.reload()])
      await expect(late).rejects.toMatchObject({ code: "USAGE", message: "the service is closed" });
    await service.close();
  });
});

describe("an argument of a wrong type, from code without types", () => {
  const noObjects = [null, 5, 1n, "all", true, Symbol("f"), () => ({}), ["all"]];
  const objectsOfClasses = [new Date(0), new Map([["strategy", "all"]]), Promise.resolve({}), new Set(["f"])];
  const noNumbers: unknown[] = [undefined, null, "10", "", true, 10n, {}, [10], Object(10), Symbol("f"), () => 10];
  const noTexts: unknown[] = [undefined, null, 5, NaN, 1n, true, {}, [], ["f"], Object("f"), Symbol("f"), () => "f"];
  const gap: unknown[] = ["ada"];
  gap[2] = "bob";
  const noLists = [undefined, ...noObjects.slice(0, -1), ...objectsOfClasses, {}, { length: 1, 0: "ada" }, gap];
  const wrongLists = [...noLists, ...noTexts.map((item) => ["ada", item])];
  const circle: Record<string, unknown> = {};
  circle["self"] = circle;

  const call = (method: string, ...values: unknown[]) => ({ method, values });
  const methods = {
    createFlag: [{}],
    deleteFlag: [],
    enableForAll: [],
    disableForAll: [],
    rolloutPercentage: [10],
    enableForUsers: [["ada"]],
    enableForTiers: [["pro"]],
    enableForDomains: [["company.com"]],
    createAbTest: [{ A: 100 }],
  };
  type Call = ReturnType<typeof call>;
  const named = (name: string, values: readonly unknown[], made: (value: unknown) => Call): [string, Call][] =>
    values.map((value) => [name, made(value)]);

  const calls: [string, Call][] = Object.entries(methods).flatMap(([method, values]) => [
    ...named("name", noTexts, (name) => call(method, name, ...values)),
    ...named("options", [...noObjects, ...objectsOfClasses], (options) => call(method, "f", ...values, options)),
    ...named("reason", noTexts.slice(1), (reason) => call(method, "f", ...values, { reason })),
    ...named("reson", ["why"], (reson) => call(method, "f", ...values, { reson })),
  ]);
  const allocations = [undefined, ...noObjects, ...objectsOfClasses, [50, 50], ...noNumbers.map((A) => ({ A }))];
  const metadata = [...noObjects, ...objectsOfClasses, circle, { gap }, { at: new Date(0) }, { at: 1n }];
  const texts = { enabled: ["yes", 1, null], strategy: [null, 5, ["all"]], ab_test_variant: [5, {}] };
  calls.push(
    ...named("fields", [...noObjects, ...objectsOfClasses], (fields) => call("createFlag", "f", fields)),
    ...Object.entries({
      ...texts,
      metadata,
      percentage: noNumbers.slice(1),
      user_ids: wrongLists.slice(1),
      user_tiers: wrongLists.slice(1),
      email_domains: wrongLists.slice(1),
      ab_test_allocation: allocations.slice(1),
    }).flatMap(([field, values]) => named(field, values, (value) => call("createFlag", "f", { [field]: value }))),
    ...named("percentage", [...noNumbers, NaN], (percentage) => call("rolloutPercentage", "f", percentage)),
    ...named("userIds", wrongLists, (list) => call("enableForUsers", "f", list)),
    ...named("tiers", wrongLists, (list) => call("enableForTiers", "f", list)),
    ...named("domains", wrongLists, (list) => call("enableForDomains", "f", list)),
    ...named("allocation", allocations, (allocation) => call("createAbTest", "f", allocation)),
  );

  it("is named, and nothing is changed", async () => {
    const service = await opened({ f: flagWith({ strategy: "percentage", user_ids: ["old"] }), undefined: flagWith() });
    const before = await readFile(file, "utf8");
    for (const [name, { method, values }] of calls) {
      const asked = service[method as keyof typeof methods].bind(service) as (...all: unknown[]) => Promise<unknown>;
      const promise = asked(...values);
      const error: unknown = await promise.catch((thrown: unknown) => thrown);
      expect(error, `${method} ${name}`).toMatchObject({ name: "FfError", code: "USAGE" });
      expect((error as FfError).message).toContain(name);
    }
    expect(await readFile(file, "utf8")).toBe(before);
    expect(await history()).toEqual([]);
  });

  it("is looked for in every method that changes flags", () => {
    const others = ["constructor", "isEnabled", "enabledFor", "getVariant", "evaluate", "getFlag", "listFlags"];
    const own = Object.getOwnPropertyNames(FeatureFlagService.prototype);
    const without = [...others, "damagedFlags", "reload", "close"];
    expect(own.filter((method) => !without.includes(method))).toEqual(Object.keys(methods));
  });
});

describe("what a service refuses", () => {
  const refused: [string, (service: FeatureFlagService) => Promise<unknown>, string][] = [
    ["a percentage above 100", (service) => service.rolloutPercentage("f", 101), "USAGE"],
    ["a percentage that is a text", (service) => service.rolloutPercentage("f", "50" as unknown as number), "USAGE"],
    ["shares that miss 100", (service) => service.createAbTest("f", { A: 50 }), "USAGE"],
    ["a text for a list", (service) => service.enableForUsers("f", "ada" as unknown as string[]), "USAGE"],
    ["numbers in a list", (service) => service.enableForTiers("f", [1] as unknown as string[]), "USAGE"],
    ["an empty user id", (service) => service.enableForUsers("f", [""]), "USAGE"],
    ["no users", (service) => service.enableForUsers("f", []), "USAGE"],
    ["no tiers", (service) => service.enableForTiers("f", []), "USAGE"],
    ["no domains", (service) => service.enableForDomains("f", []), "USAGE"],
    ["what is no domain", (service) => service.enableForDomains("f", ["a@b"]), "USAGE"],
    ["a pattern for a domain", (service) => service.enableForDomains("f", ["*.company.com"]), "USAGE"],
    ["one in a field", (service) => service.createFlag("f", { email_domains: [".company.com"] }), "USAGE"],
    ["an unknown field", (service) => service.createFlag("f", { name: "g" } as object), "USAGE"],
    ["an unknown strategy", (service) => service.createFlag("f", { strategy: "some" as "all" }), "USAGE"],
    [
      "a Date in metadata",
      (service) => service.createFlag("f", { metadata: { at: new Date() as unknown as string } }),
      "USAGE",
    ],
    [
      "undefined in metadata",
      (service) => service.createFlag("f", { metadata: { a: undefined as unknown as null } }),
      "USAGE",
    ],
    ["NaN in metadata", (service) => service.createFlag("f", { metadata: { a: [NaN] } }), "USAGE"],
    ["a name that is empty", (service) => service.enableForAll(""), "USAGE"],
    ["a damaged flag", (service) => service.enableForAll("broken"), "INVALID_FLAG"],
  ];

  it.each(refused)("%s rejects, throws nothing and changes nothing", async (_, call, code) => {
    const service = await opened({ broken: {} });
    const before = await readFile(file, "utf8");
    let promise: Promise<unknown> | undefined;
    expect(() => (promise = call(service))).not.toThrow();
    const error: unknown = await promise?.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FfError);
    expect(error).toMatchObject({ code });
    expect(await readFile(file, "utf8")).toBe(before);
    await service.enableForAll("after");
    expect(service.isEnabled("after")).toBe(true);
  });
});
