import { describe, expect, it } from "vitest";

import { FfError } from "../../src/errors.js";
import { asOf, type AsOf } from "../../src/history/as-of.js";
import { readAsOf } from "../../src/history/read-as-of.js";
import { FlagDocument } from "../../src/model/document.js";
import { layoutOnly } from "../../src/store/history-entry.js";
import type { FlagStore, HistoryEntry } from "../../src/store/store.js";
import { at, entry, outside } from "./entries.js";

const one = '{"name":"f","percentage":1}';
const two = '{"name":"f","percentage":2}';
const three = '{"name":"f","percentage":3}';
const other = { flag: "g", before: null, after: "{}" };
const untold = { flag: null, reason: "what it changed is not known" };

interface Case {
  readonly entries: readonly HistoryEntry[];
  readonly present?: string | null;
  readonly reachesNow?: boolean;
}

function ask(time: string, { entries, present = null, reachesNow = true }: Case): AsOf {
  return asOf({ entries, reachesNow }, "f", time, present, at(59));
}

const known = (text: string | null): AsOf => ({ kind: "known", text });

describe("a flag as of a moment, from ff's own changes", () => {
  const story: Case = {
    entries: [
      entry(10, other),
      entry(20, { after: one }),
      entry(30, { before: one, after: two }),
      entry(40, { before: two, after: null }),
      entry(50, other),
    ],
  };

  it.each([
    ["at the history's first moment", at(10), null],
    ["before the flag was made", at(15), null],
    ["at the moment it was made", at(20), one],
    ["a millisecond before a change", "2026-01-31T10:29:59.999Z", one],
    ["at the moment of a change", at(30), two],
    ["between two changes", at(35), two],
    ["at the moment it was removed", at(40), null],
    ["after everything", at(59), null],
  ])("%s", (_, time, text) => {
    expect(ask(time, story)).toEqual(known(text));
  });

  it("is too early before the first entry, and in an empty history", () => {
    expect(ask(at(9), story)).toEqual({ kind: "too early", begins: at(10) });
    expect(ask(at(9), { entries: [], present: one })).toEqual({ kind: "too early", begins: null });
  });

  it("of a flag the history never names is as it is now", () => {
    expect(ask(at(11), { entries: [entry(10, other)], present: one })).toEqual(known(one));
  });

  it("of two changes in one moment counts the later", () => {
    const entries = [entry(20, { after: one }), entry(20, { before: one, after: two })];
    expect(ask(at(20), { entries, present: two })).toEqual(known(two));
  });
});

describe("a flag as of a moment, where other programs wrote too", () => {
  const story: Case = {
    entries: [
      entry(10, { after: one }),
      entry(20, other),
      outside(30, { before: one, after: two }),
      entry(30, other),
      entry(40, { before: two, after: three }),
    ],
    present: three,
  };

  it("is certain up to the last moment at which the file was seen", () => {
    expect(ask(at(15), story)).toEqual(known(one));
    expect(ask(at(20), story)).toEqual(known(one));
  });

  it("is uncertain from there until the change was noticed", () => {
    expect(ask(at(25), story)).toEqual({ kind: "uncertain", text: one, since: at(20), until: at(30) });
    expect(ask(at(30), story)).toEqual(known(two));
  });

  it("is uncertain from before the whole of a change that touched several flags", () => {
    const entries = [
      entry(10, { after: one }),
      entry(20, other),
      outside(30, { flag: "g", before: "{}", after: null }),
      outside(30, { id: "30.2", before: one, after: two }),
    ];
    expect(ask(at(25), { entries, present: two })).toMatchObject({ kind: "uncertain", since: at(20) });
    expect(ask(at(20), { entries, present: two })).toEqual(known(one));
  });

  it("is what it was before for a flag that the history names first then", () => {
    const entries = [entry(10, other), outside(30, { before: one, after: two }), entry(30, other)];
    expect(ask(at(10), { entries, present: two })).toEqual(known(one));
    expect(ask(at(11), { entries, present: two })).toMatchObject({ kind: "uncertain", text: one, since: at(10) });
  });

  it("is as known where only the layout changed", () => {
    const entries = [entry(10, { after: one }), outside(30, { flag: null, reason: layoutOnly }), entry(30, other)];
    expect(ask(at(20), { entries, present: one })).toEqual(known(one));
    expect(ask(at(35), { entries, present: one })).toEqual(known(one));
  });
});

describe("a flag as of a moment, around a change nobody can tell", () => {
  const entries = [
    entry(10, { after: one }),
    entry(20, other),
    outside(30, untold),
    entry(30, other),
    entry(40, { before: two, after: three }),
    entry(50, other),
  ];

  it("is certain until the file was last seen before it, and from the next change back", () => {
    const story = { entries, present: three };
    expect(ask(at(20), story)).toEqual(known(one));
    expect(ask(at(21), story)).toEqual({ kind: "unknown", since: at(20) });
    expect(ask(at(30), story)).toEqual(known(two));
    expect(ask(at(35), story)).toEqual(known(two));
  });

  it("is what it is now where nothing has changed it since", () => {
    expect(ask(at(35), { entries: entries.slice(0, 4), present: two })).toEqual(known(two));
    expect(ask(at(35), { entries: entries.slice(0, 4), present: two, reachesNow: false })).toEqual({
      kind: "unknown",
      since: at(30),
    });
  });

  it("is unknown for a flag that the history did not name before", () => {
    expect(ask(at(15), { entries: entries.slice(1), present: three })).toMatchObject({ kind: "too early" });
    expect(ask(at(20), { entries: entries.slice(1), present: three })).toEqual({ kind: "unknown", since: at(20) });
  });
});

describe("a flag as of a moment, where the file was written since the newest entry", () => {
  const entries = [entry(10, { after: one }), entry(20, other)];

  it("is certain up to that entry, uncertain behind it", () => {
    const story = { entries, present: two, reachesNow: false };
    expect(ask(at(15), story)).toEqual(known(one));
    expect(ask(at(20), story)).toEqual(known(one));
    expect(ask(at(21), story)).toEqual({ kind: "uncertain", text: one, since: at(20), until: null });
    expect(ask(at(21), { ...story, present: null })).toMatchObject({ kind: "uncertain", text: one });
  });

  it("is certain at the very moment of the flag's own newest entry", () => {
    const story = { entries: entries.slice(0, 1), present: two, reachesNow: false };
    expect(ask(at(10), story)).toEqual(known(one));
  });

  it("is certain where this flag is still the same", () => {
    const story = { entries, present: '{"percentage": 1, "name": "f"}', reachesNow: false };
    expect(ask(at(21), story)).toEqual(known(one));
  });

  it("is unknown for a flag that only the present file knows", () => {
    const story = { entries: [entry(10, other)], present: two, reachesNow: false };
    expect(ask(at(10), story)).toEqual({ kind: "unknown", since: at(10) });
    expect(ask(at(59), story)).toEqual({ kind: "unknown", since: at(10) });
  });
});

describe("a flag as of a moment, after a clock that was ahead", () => {
  // Made at 10:21 by a clock that said 11:30, and the next one behind it, with the clock set right.
  const ahead = "2026-01-31T11:30:00.000Z";
  const entries = [
    entry(10, { after: one }),
    entry(20, other),
    entry(21, { ...other, time: ahead }),
    entry(22, { before: one, after: two, time: "2026-01-31T11:30:00.001Z" }),
  ];

  it("is certain up to the last moment that has passed, and not from there", () => {
    expect(ask(at(20), { entries, present: two })).toEqual(known(one));
    expect(ask(at(30), { entries, present: two })).toEqual({
      kind: "misdated",
      text: one,
      since: at(20),
      time: "2026-01-31T11:30:00.001Z",
    });
  });

  it("is certain where none of those changes was of this flag", () => {
    expect(ask(at(30), { entries: entries.slice(0, 3), present: one })).toEqual(known(one));
  });

  it("is uncertain from there too where another program has written since, or its change was noticed then", () => {
    const since = { entries: entries.slice(0, 3), present: two, reachesNow: false };
    expect(ask(at(30), since)).toEqual({ kind: "uncertain", text: one, since: at(20), until: null });
    const noticed = outside(22, { before: one, after: two, time: ahead });
    expect(ask(at(30), { entries: [...entries.slice(0, 3), noticed], present: two })).toMatchObject({
      kind: "misdated",
      since: at(20),
    });
    const notTold = outside(22, { ...untold, time: ahead });
    expect(ask(at(30), { entries: [...entries.slice(0, 3), notTold], present: two })).toEqual({
      kind: "unknown",
      since: at(20),
    });
  });
});

describe("looking a flag up in a store's history", () => {
  const now = (): Date => new Date(at(59));

  function read(minute: number, { entries, present = null, reachesNow = true }: Case) {
    const store: Pick<FlagStore, "read" | "history"> = {
      read: async () => FlagDocument.fromText(present === null ? "{}" : `{"f":${present}}`, "flags.json"),
      history: async () => ({ entries, reachesNow }),
    };
    return readAsOf(store, "f", new Date(at(minute)), now);
  }

  it("gives the text, and why, where it is not certain", async () => {
    const entries = [entry(10, { after: one })];
    expect(await read(10, { entries, present: one })).toEqual({ text: one, doubt: null });
    const { text, doubt } = await read(20, { entries, present: two, reachesNow: false });
    expect(text).toBe(one);
    expect(doubt).toContain(`outside ff between ${at(10)} and now`);
    const closed = [...entries, outside(40, { before: one, after: two })];
    expect((await read(20, { entries: closed, present: two })).doubt).toContain(`between ${at(10)} and ${at(40)}`);
    const misdated = [...entries, entry(20, { before: one, after: two, time: "2026-01-31T11:30:00.000Z" })];
    expect(await read(20, { entries: misdated, present: two })).toEqual({
      text: one,
      doubt: `the flag was changed after ${at(10)} by a clock that was ahead: the history says 2026-01-31T11:30:00.000Z`,
    });
  });

  it("takes no change for one still to come that was made while the history was read", async () => {
    let minute = 20;
    const store: Pick<FlagStore, "read" | "history"> = {
      read: async () => FlagDocument.fromText(`{"f":${two}}`, "flags.json"),
      history: async () => {
        minute = 21;
        return { entries: [entry(10, { after: one }), entry(21, { before: one, after: two })], reachesNow: true };
      },
    };
    const found = await readAsOf(store, "f", new Date(at(20)), () => new Date(at(minute)));
    expect(found).toEqual({ text: one, doubt: null });
  });

  it.each<[string, number, Case, FfError["code"], string]>([
    ["an empty history", 10, { entries: [] }, "HISTORY_NOT_FOUND", `back to ${at(10)}: it is empty`],
    ["a later history", 10, { entries: [entry(20, other)] }, "HISTORY_NOT_FOUND", `it begins at ${at(20)}`],
    [
      "a gap",
      25,
      { entries: [entry(20, other), outside(30, untold)] },
      "HISTORY_NOT_FOUND",
      `changed outside ff at some time after ${at(20)}`,
    ],
    ["the future", 60, { entries: [] }, "USAGE", "is still to come"],
  ])("refuses %s", async (_, minute, story, code, message) => {
    const time = minute === 60 ? new Date("2026-01-31T11:00:00Z") : new Date(at(minute));
    const asked = minute === 60 ? readAsOf({} as FlagStore, "f", time, now) : read(minute, story);
    const error: unknown = await asked.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(FfError);
    expect(error).toMatchObject({ code });
    expect((error as FfError).message).toContain(message);
  });
});
