import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { plainLines } from "../../src/users/plain-lines.js";

/** The users that it finds, the ids by their places too, and how many lines. */
function found(text: string) {
  const bytes = Buffer.from(text);
  const plain = plainLines(bytes);
  if (plain === undefined) return undefined;
  const ids = Array.from(plain.starts, (start, row) => bytes.toString("utf8", start, plain.ends[row]));
  const users = plain.users();
  expect(users.map(({ userId }) => userId)).toEqual(ids);
  return { users, lines: plain.lines };
}

interface Row {
  readonly user_id?: unknown;
  readonly email?: unknown;
  readonly tier?: unknown;
}

/** As every reader of JSON has it. */
function parsed(text: string) {
  const lines = text.split("\n");
  const rows = lines.filter((line) => line.trim() !== "").map((line) => JSON.parse(line) as Row);
  const users = rows.map((row) => ({
    userId: row.user_id,
    email: row.email || undefined,
    tier: row.tier || undefined,
  }));
  return { users, lines: lines.length };
}

describe("plainLines", () => {
  it("finds users and what is known of them", () => {
    const text =
      '{"user_id":"ada","email":"a@b.c","tier":"pro"}\n\n {"tier": null, "x": {"user_id": 1}, "user_id" : "bo"} \r\n';
    expect(found(text)).toEqual({
      users: [
        { userId: "ada", email: "a@b.c", tier: "pro" },
        { userId: "bo", email: undefined, tier: undefined },
      ],
      lines: 4,
    });
  });

  it("takes the last of a repeated key", () => {
    const text = '{"user_id":"ada","user_id":"bo","tier":"pro","tier":null,"email":null,"email":"a@b.c"}';
    expect(found(text)?.users).toEqual([{ userId: "bo", email: "a@b.c", tier: undefined }]);
  });

  it("reads attributes in any spelling", () => {
    const text = '{"user_id":"ada","email":"\\u00e9@b.c","tier":"zoë"}\n{"user_id":"bo","tier":"\\"","email":""}';
    expect(found(text)?.users).toEqual([
      { userId: "ada", email: "é@b.c", tier: "zoë" },
      { userId: "bo", email: undefined, tier: '"' },
    ]);
    expect(found(text.replace("zoë", "zo"))?.users[0]?.email).toBe("é@b.c");
  });

  it.each([
    ["an id that is a number", '{"user_id":7}'],
    ["an empty id", '{"user_id":""}'],
    ["no id", '{"email":"a@b.c"}'],
    ["no members", "{}"],
    ["an id with an escape", '{"user_id":"\\u0061"}'],
    ["an id beyond ASCII", '{"user_id":"zoë"}'],
    ["an id that a spreadsheet runs", '{"user_id":"-1"}'],
    ["a very long id", `{"user_id":"${"a".repeat(257)}"}`],
    ["a key with an escape", '{"user_id":"a","\\u0074ier":"pro"}'],
    ["a tier that is none", '{"user_id":"a","tier":1}'],
    ["an email that is none", '{"user_id":"a","email":false}'],
    ["a list", '["user_id"]'],
    ["what is no JSON", '{"user_id":"a",}'],
  ])("leaves %s to the parser, wherever it stands", (_, odd) => {
    const plain = '{"user_id":"ada"}';
    expect(found(plain)).toBeDefined();
    for (const text of [odd, `${odd}\n${plain}`, `${plain}\n${odd}`]) expect(found(text)).toBeUndefined();
  });

  it("finds what JSON.parse finds, or nothing", () => {
    const text = fc.constantFrom("ada", "bo-1", "user@company.com", "pro", "", "é", '"', "\\");
    const member = fc.tuple(
      fc.constantFrom("user_id", "email", "tier", "user_ie", "plan", "__proto__"),
      fc.oneof({ weight: 12, arbitrary: text }, fc.constant(null), fc.jsonValue({ maxDepth: 1 })),
    );
    const row = fc
      .tuple(fc.constantFrom("ada", "bo-1", "user7", "é"), fc.array(member, { maxLength: 4 }))
      .map(
        ([id, members]) =>
          `{${[["user_id", id] as const, ...members].map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`).join(", ")}}`,
      );
    const lines = fc.array(fc.oneof({ weight: 9, arbitrary: row }, fc.constantFrom("", " ", "\r")), { maxLength: 4 });
    let counted = 0;
    fc.assert(
      fc.property(lines, (rows) => {
        const result = found(rows.join("\n"));
        if (result === undefined) return;
        expect(result).toEqual(parsed(rows.join("\n")));
        if (result.users.length > 1) counted++;
      }),
      { numRuns: 5000 },
    );
    expect(counted).toBeGreaterThan(300);
  });
});
