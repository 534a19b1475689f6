import { describe, expect, it } from "vitest";

import { FfError } from "../../src/errors.js";
import { applyChanges } from "../../src/model/apply-changes.js";
import { combine, type Step } from "../../src/model/combine.js";
import { FlagDocument } from "../../src/model/document.js";
import {
  abTest,
  deleteFlags,
  disableForAll,
  editFlag,
  enableForAll,
  pause,
  resume,
  rolloutTo,
  targetBy,
  type DocumentEdit,
  type FlagPatch,
} from "../../src/model/edits.js";
import type { Flag } from "../../src/model/flag.js";
import { flagWith } from "./flags.js";

const now = new Date("2026-01-31T10:30:00.500Z");
const stamp = "2026-01-31T10:30:00";
const open = (flags: object): FlagDocument => FlagDocument.fromText(JSON.stringify(flags), "feature_flags.json");

function edited(flags: object, edit: DocumentEdit): unknown {
  const document = open(flags);
  return JSON.parse(new TextDecoder().decode(applyChanges(document, edit(document, now)).document.bytes));
}

function errorOf(work: () => unknown): FfError {
  try {
    work();
  } catch (error) {
    if (error instanceof FfError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

const standing = flagWith({
  enabled: false,
  strategy: "percentage",
  percentage: 25,
  user_ids: ["a", "b"],
  email_domains: ["a.com"],
  ab_test_allocation: { A: 100 },
  metadata: { owner: "growth", id: 5 },
});
const after = (patch: FlagPatch) => edited({ new_dashboard: standing }, editFlag("new_dashboard", "must exist", patch));
const changed = (fields: object) => ({ new_dashboard: { ...standing, ...fields, updated_at: stamp } });

describe("an edit of a flag", () => {
  it.each<[string, FlagPatch, object]>([
    ["enable", enableForAll, { enabled: true, strategy: "all" }],
    ["disable", disableForAll, { strategy: "none" }],
    ["resume", resume, { enabled: true }],
    ["rollout", rolloutTo(50), { enabled: true, percentage: 50 }],
    ["replace", targetBy("user_list", ["c", "c", "a"]), { enabled: true, strategy: "user_list", user_ids: ["c", "a"] }],
    [
      "add",
      targetBy("user_list", ["b", "c"], "add"),
      { enabled: true, strategy: "user_list", user_ids: ["a", "b", "c"] },
    ],
    ["remove", targetBy("user_list", ["a", "z"], "remove"), { user_ids: ["b"] }],
    ["tiers", targetBy("user_tier", ["Pro"]), { enabled: true, strategy: "user_tier", user_tiers: ["Pro"] }],
    [
      "domains",
      targetBy("email_domain", ["@B.com"], "add"),
      { enabled: true, strategy: "email_domain", email_domains: ["a.com", "b.com"] },
    ],
    ["ab-test", abTest({ A: 50, B: 50 }), { enabled: true, strategy: "ab_test", ab_test_allocation: { A: 50, B: 50 } }],
    [
      "metadata",
      () => ({ metadata: { owner: "core", team: ["x"] } }),
      { metadata: { owner: "core", id: 5, team: ["x"] } },
    ],
    ["variant", () => ({ ab_test_variant: "A" }), { ab_test_variant: "A" }],
  ])("%s sets what differs, and the time", (_, patch, fields) => {
    expect(after(patch)).toEqual(changed(fields));
  });

  it.each<[string, Partial<Flag>, FlagPatch, Partial<Flag>]>([
    [
      "domains that ff would spell otherwise",
      { email_domains: ["Company.com", "@x.com", "company.com", "y.com"] },
      targetBy("email_domain", ["@company.com", "X.com"], "remove"),
      { email_domains: ["y.com"] },
    ],
    [
      "what is no domain",
      { email_domains: ["@", "a b.com", "y.com"] },
      targetBy("email_domain", ["@", "a b.com"], "remove"),
      { email_domains: ["y.com"] },
    ],
    [
      "what no domain can be, however it is spelled",
      { email_domains: ["@*.B.com", ".b.com", "y.com"] },
      targetBy("email_domain", ["*.b.com", ".B.com"], "remove"),
      { email_domains: ["y.com"] },
    ],
    [
      "an id in its own spelling alone",
      { user_ids: ["Ada", "ada"] },
      targetBy("user_list", ["Ada"], "remove"),
      { user_ids: ["ada"] },
    ],
  ])("takes out %s", (_, there, patch, left) => {
    const edit = editFlag("f", "must exist", patch);
    expect(edited({ f: flagWith(there) }, edit)).toMatchObject({ f: left });
  });

  it("takes more domains beside what another program wrote and no domain can be", () => {
    const there = { f: flagWith({ email_domains: ["*.b.com"] }) };
    const edit = editFlag("f", "must exist", targetBy("email_domain", ["y.com"], "add"));
    expect(edited(there, edit)).toMatchObject({ f: { email_domains: ["*.b.com", "y.com"] } });
    expect(edited(there, editFlag("f", "must exist", pause))).toMatchObject({ f: { email_domains: ["*.b.com"] } });
  });

  it("refuses to take out what is no domain and does not stand there", () => {
    const edit = editFlag("f", "must exist", targetBy("email_domain", ["a@b.com"], "remove"));
    expect(() => edit(open({ f: flagWith({ email_domains: ["b.com"] }) }), now)).toThrow("is not an email domain");
  });

  it.each<[string, FlagPatch]>([
    ["pause", pause],
    ["the same metadata", () => ({ metadata: { id: 5 } })],
    ["the same shares", () => ({ ab_test_allocation: { A: 100 } })],
    ["the same list", () => ({ user_ids: ["a", "b"] })],
    ["nothing", () => ({})],
  ])("changes nothing by %s", (_, patch) => {
    expect(editFlag("new_dashboard", "either", patch)(open({ new_dashboard: standing }), now)).toEqual([]);
  });

  it("tells values apart that only look alike", () => {
    const metadata = { list: [1, 2], map: { a: null }, text: "1" };
    const differs = (item: object) =>
      editFlag("f", "either", () => ({ metadata: { ...metadata, ...item } }))(open({ f: flagWith({ metadata }) }), now)
        .length > 0;
    expect(differs({})).toBe(false);
    for (const item of [{ list: [2, 1] }, { list: { 0: 1, 1: 2 } }, { map: {} }, { map: { b: null } }, { text: 1 }])
      expect(differs(item)).toBe(true);
  });

  it("takes a metadata key called like something every object has", () => {
    const metadata = JSON.parse('{"toString":"x","__proto__":{}}') as Record<string, string>;
    const text = JSON.stringify(
      edited(
        { f: flagWith() },
        editFlag("f", "either", () => ({ metadata })),
      ),
    );
    expect(text).toContain('"metadata":{"toString":"x","__proto__":{}}');
  });

  it("makes a flag that is not there, enabled unless said otherwise", () => {
    const blank = flagWith({ name: "f", created_at: stamp, updated_at: stamp });
    expect(
      edited(
        {},
        editFlag("f", "either", () => ({})),
      ),
    ).toEqual({ f: blank });
    expect(edited({}, editFlag("f", "must be new", pause))).toEqual({ f: { ...blank, enabled: false } });
    expect(edited({}, editFlag("f", "either", rolloutTo(5)))).toEqual({
      f: { ...blank, strategy: "percentage", percentage: 5 },
    });
  });

  it("is refused where the flag must be there, must be new, or can't be named so", () => {
    expect(errorOf(() => edited({}, editFlag("f", "must exist", pause)))).toMatchObject({
      code: "FLAG_NOT_FOUND",
      message: 'no flag "f"',
      unknownFlags: ["f"],
    });
    expect(errorOf(() => edited({ f: flagWith() }, editFlag("f", "must be new", pause)))).toMatchObject({
      code: "EXISTS",
      hint: "to change it: ff update f …",
      location: { file: "feature_flags.json", line: 1, column: 2 },
    });
    expect(errorOf(() => edited({}, editFlag(" f", "either", pause))).code).toBe("USAGE");
  });

  it("of a damaged flag is refused with its problems and its place", () => {
    const error = errorOf(() => edited({ f: { strategy: "x" } }, editFlag("f", "either", pause)));
    expect(error).toMatchObject({ code: "INVALID_FLAG", location: { line: 1, column: 2 } });
    expect(error.message).toContain('"name" is missing; "strategy" is "x"');
  });

  it("checks what it is given before it begins", () => {
    expect(errorOf(() => rolloutTo(101)).code).toBe("USAGE");
    expect(errorOf(() => abTest({ A: 50 })).code).toBe("USAGE");
    expect(errorOf(() => targetBy("user_list", [""])).code).toBe("USAGE");
    expect(errorOf(() => targetBy("email_domain", ["@"])).code).toBe("USAGE");
  });
});

describe("deleting flags", () => {
  it("removes all or none, damaged ones too", () => {
    expect(edited({ a: flagWith(), b: 5, c: flagWith() }, deleteFlags(["b", "a", "b"]))).toEqual({ c: flagWith() });
    expect(errorOf(() => edited({ a: 1 }, deleteFlags(["x", "a", "y"])))).toMatchObject({
      message: 'no flag "x", "y"',
      unknownFlags: ["x", "y"],
    });
  });
});

describe("several edits as one", () => {
  const step = (flag: string, edit: DocumentEdit): Step => ({
    flag,
    edit,
    explain: (error) =>
      new FfError(error.code, `${flag}: ${error.message}`, { hint: `mend ${flag}`, unknownFlags: error.unknownFlags }),
  });

  it("show each what those before did to its flag", () => {
    const steps = [
      step("f", editFlag("f", "must be new", rolloutTo(5))),
      step("g", editFlag("g", "either", targetBy("user_list", ["a"]))),
      step("g", editFlag("g", "must exist", targetBy("user_list", ["b"], "add"))),
      step("f", deleteFlags(["f"])),
      step("f", editFlag("f", "must be new", rolloutTo(7))),
      step("f", editFlag("f", "must exist", rolloutTo(7))),
    ];
    expect(edited({ old: 1 }, combine(steps))).toMatchObject({
      old: 1,
      g: { user_ids: ["a", "b"] },
      f: { percentage: 7 },
    });
  });

  it("are refused together, each with its place", () => {
    const steps = [
      step("f", editFlag("f", "must exist", pause)),
      step("g", editFlag("g", "either", pause)),
      step("h", deleteFlags(["h"])),
    ];
    expect(errorOf(() => edited({}, combine(steps)))).toMatchObject({
      code: "FLAG_NOT_FOUND",
      message: 'f: no flag "f"\nh: no flag "h"',
      hint: "mend f\nmend h",
      unknownFlags: ["f", "h"],
    });
    expect(errorOf(() => edited({}, combine(steps.slice(2)))).message).toBe('h: no flag "h"');
  });

  it("let a defect through as it is", () => {
    const broken = step("f", () => {
      throw new TypeError("a defect");
    });
    expect(() => edited({}, combine([broken]))).toThrow(TypeError);
  });

  it("are nothing where there are none", () => {
    expect(combine([])(open({}), now)).toEqual([]);
  });
});
