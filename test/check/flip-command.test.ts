import { describe, expect, it } from "vitest";

import { flipCommand } from "../../src/check/flip-command.js";
import type { Flip } from "../../src/eval/flip.js";

const ada = { userId: "ada" };

function command(change: Flip["change"], subject: Partial<Parameters<typeof flipCommand>[1]> = {}): string | null {
  return flipCommand({ change }, { flag: "checkout", user: ada, file: undefined, ...subject });
}

describe("what has to be typed", () => {
  it.each<[Flip["change"], string]>([
    [{ op: "pause" }, "ff pause checkout"],
    [{ op: "resume" }, "ff resume checkout"],
    [{ op: "enable" }, "ff enable checkout"],
    [{ op: "update", set: { strategy: "user_tier" } }, "ff update checkout --strategy user_tier"],
    [{ op: "rollout", percentage: 18.373 }, "ff rollout checkout 18.373"],
    [{ op: "enable-users", ids: ["it's"], mode: "add" }, "ff enable-users checkout 'it'\\''s' --add"],
    [{ op: "enable-tiers", tiers: ["pro"], mode: "remove" }, "ff enable-tiers checkout pro --remove"],
    [{ op: "enable-domains", domains: ["a.org"], mode: "add" }, "ff enable-domains checkout a.org --add"],
    [{ op: "ab-test", variants: { A: 60, "b&c": 40 } }, "ff ab-test checkout A=60 'b&c=40'"],
    [{ user: { tier: "pro" } }, "ff check checkout --user ada --tier pro"],
    [{ user: { email: "a@b.c" } }, "ff check checkout --user ada --email a@b.c"],
  ])("%j", (change, typed) => {
    expect(command(change)).toBe(typed);
  });

  it("names the file, and keeps what else is known of the user", () => {
    const subject = { file: "my flags.json", user: { ...ada, email: "a@b.c", tier: "free" } };
    expect(command({ op: "pause" }, subject)).toBe("ff pause checkout --file 'my flags.json'");
    expect(command({ user: { tier: "pro" } }, subject)).toBe(
      "ff check checkout --user ada --email a@b.c --tier pro --file 'my flags.json'",
    );
  });

  it("keeps words that look like options from being taken for one", () => {
    expect(command({ op: "rollout", percentage: 5 }, { flag: "-x", file: "f.json" })).toBe(
      "ff rollout --file f.json -- -x 5",
    );
    expect(command({ op: "enable-users", ids: ["-1"], mode: "add" })).toBe("ff enable-users --add -- checkout -1");
    expect(command({ user: { tier: "-pro" } }, { user: { userId: "-ada" } })).toBe(
      "ff check checkout --user=-ada --tier=-pro",
    );
  });

  it("is null for what can't be typed, or where nobody is named", () => {
    expect(command({ op: "enable-users", ids: ["a,b"], mode: "add" })).toBeNull();
    expect(command({ op: "enable-users", ids: ["a b"], mode: "add" })).toBeNull();
    expect(command({ op: "enable-tiers", tiers: [" pro"], mode: "add" })).toBeNull();
    expect(command({ op: "ab-test", variants: { "a,b": 100 } })).toBeNull();
    expect(command({ op: "ab-test", variants: { "a b": 100 } })).toBeNull();
    expect(command({ op: "enable-users", ids: ["\0"], mode: "add" })).toBeNull();
    expect(command({ op: "pause" }, { flag: "\ud83d" })).toBeNull();
    expect(command({ user: { tier: "pro" } }, { user: undefined })).toBeNull();
    expect(command({ user: { bucket_below: 10 } }, { user: undefined })).toBeNull();
  });
});
