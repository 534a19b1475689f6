import { describe, expect, it } from "vitest";

import type { Progress } from "../../src/command.js";
import { openUsers } from "../../src/users/open-users.js";
import { FakeContext } from "../commands/context.js";
import { reading, usersIn } from "./readings.js";

const ada = { userId: "ada", email: "ada@company.com", tier: "pro" };
const bo = { userId: "bo", email: undefined, tier: undefined };

describe("users are read from", () => {
  it.each([
    ["CSV", "user_id,email,tier\nada,ada@company.com,pro\nbo,,\n"],
    ["CSV without a line feed at the end", "user_id,email,tier\nada,ada@company.com,pro\nbo,,"],
    ["CSV with CRLF", "user_id,email,tier\r\nada,ada@company.com,pro\r\nbo,,\r\n"],
    ["CSV with a byte order mark", "\ufeffuser_id,email,tier\nada,ada@company.com,pro\nbo,,\n"],
    ["CSV with quotes", '"user_id","email",tier\n"ada",ada@company.com,"pro"\r\nbo,"",\n'],
    ["CSV in another order, with more columns", 'plan,tier,user_id,email\n"a, b",pro,ada,ada@company.com\n,,bo,\n'],
    ["CSV with empty lines", "\n \n\ufeff\nuser_id,email,tier\n\nada,ada@company.com,pro\n\r\nbo,,\n\n"],
    ["JSON Lines", '{"user_id":"ada","email":"ada@company.com","tier":"pro"}\n{"user_id":"bo"}\n'],
    ["JSON Lines with nulls", '{"tier":"pro","email":"ada@company.com","user_id":"ada"}\n{"user_id":"bo","tier":null}'],
    [
      "JSON Lines with CRLF and blank lines",
      ' \r\n{"user_id":"ada","email":"ada@company.com","tier":"pro"}\r\n\r\n{"user_id":"bo","email":""}\r\n',
    ],
    [
      "JSON Lines with a byte order mark",
      '\ufeff{"user_id":"ada","email":"ada@company.com","tier":"pro","plan":{"a":[1]}}\n{"user_id":"bo"}',
    ],
  ])("%s", async (_format, content) => {
    expect(await usersIn(content)).toEqual([ada, bo]);
    expect(await reading(content, { chunkBytes: 1000 })).toMatchObject({ users: [ada, bo], notices: [], error: null });
  });

  it.each([
    ["blanks around it", "user_id\n  ada \n", "  ada "],
    ["commas, quotes and line breaks", 'user_id,tier\n"a,""b""\r\nc",pro\n', 'a,"b"\r\nc'],
    ["a byte order mark inside", "user_id\n\ufeffada\n", "\ufeffada"],
    ["any writing", "user_id\nÅsa 用户 🙂\n", "Åsa 用户 🙂"],
    ["JSON's escapes", '{"user_id":"a\\n\\ud83d\\ude42\\u0000"}', "a\n🙂\0"],
  ])("an id is kept as it is: %s", async (_what, content, userId) => {
    expect((await usersIn(content)).map((user) => user.userId)).toEqual([userId]);
  });

  it("a CSV of nobody is nobody", async () => {
    expect(await usersIn("user_id,email\n")).toEqual([]);
  });
});

const header = "user_id,email,tier\n";

describe("a row that is no user has its place", () => {
  it.each<[string, string, string, number, number]>([
    ["no id", `${header}ada,,\n,bo@company.com,\n`, "the user_id is empty", 3, 1],
    ["too few cells", `${header}ada,ada@company.com\n`, "this row has 2 cells, the header 3", 2, 1],
    ["too many cells", `user_id\na,b\n`, "this row has 2 cells, the header 1", 2, 1],
    ["a stray quote", `${header}ada,5" screen,pro\n`, "a quote inside a cell that is not quoted", 2, 6],
    ["text after a quote", `${header}ada,"a"b,pro\n`, "a quoted cell ends before this, but no comma follows", 2, 8],
    [
      "text after a quote that ends in a later line",
      `${header}bo,,\nm,"x\ny"z,\n`,
      "a quoted cell ends before this, but no comma follows",
      4,
      3,
    ],
    [
      "an open quote above a row",
      `${header}ada,"a,pro\nbo,"b",\n`,
      "a quoted cell begins here and is never closed",
      2,
      5,
    ],
    ["an open quote", `${header}ada,"a,pro\nbo,,\n`, "a quoted cell begins here and is never closed", 2, 5],
    ["a row below one of several lines", `${header}"a\nb",,\n,,\n`, "the user_id is empty", 4, 1],
    ["a NUL", `${header}å\0,,\n`, "a NUL byte", 2, 2],
    [
      "broken JSON",
      '{"user_id":"ada"}\n{"user_id":"bo",}\n',
      'not valid JSON: expected a key in double quotes, found "}"',
      2,
      17,
    ],
    ["no object", '{"user_id":"ada"}\n["bo"]\n', "a user is an object, not a list", 2, 1],
    ["no key user_id", '{"user_id":"ada"}\n{"userId":"bo"}\n', "this user has no user_id", 2, 1],
    ["a number", '{"tier":"pro","user_id":7}\n', "the user_id is the number 7, expected a text", 1, 15],
    ["null", '{"user_id":null}\n', "the user_id is null, expected a text", 1, 2],
    ["an empty text", '{"user_id":""}\n', "the user_id is empty", 1, 2],
    [
      "half a character",
      '{"user_id":"\\ud83d"}\n',
      "the user_id holds half of a surrogate pair, which can't be hashed",
      1,
      2,
    ],
    ["a tier that is a list", '{"user_id":"ada","tier":["pro"]}\n', "the tier is a list, expected a text", 1, 18],
    ["an email that is false", '{"user_id":"ada","email":false}\n', "the email is false, expected a text", 1, 18],
  ])("%s", async (_what, content, message, line, column) => {
    const { error } = await reading(content);
    expect(error).toMatchObject({ code: "USAGE", message, location: { file: "users.csv", line, column } });
    expect(error?.hint).toContain("--skip-bad");
    expect(error?.location?.excerpt).toBe(content.split("\n")[line - 1]);
  });

  it("--skip-bad is told of where there is such an option", async () => {
    for (const [skipBad, hints] of [
      [false, ["leave bad rows out with --skip-bad"]],
      [undefined, ["mend the row, or take it out"]],
    ] as const) {
      expect((await reading("user_id\nada,\n", { skipBad })).error?.hint?.split("\n").slice(-1)).toEqual(hints);
      const [mending, last] = (await reading('{"user_id":7}\n', { skipBad })).error?.hint?.split("\n") ?? [];
      expect(mending).toContain('"user_id": "7"');
      expect(last).toBe(hints[0]);
    }
  });

  it("bytes that are no UTF-8", async () => {
    const content = Buffer.concat([Buffer.from("user_id,tier\nåda,"), Buffer.from([0xe9]), Buffer.from("\nbo,\n")]);
    const { error } = await reading(content);
    expect(error).toMatchObject({ message: "not UTF-8: byte 0xe9", location: { line: 2, column: 5 } });
    expect((await reading(content, { skipBad: true })).users).toEqual([bo]);
  });
});

describe("what is no file of users at all", () => {
  it.each<[string, string | Uint8Array, string | RegExp, RegExp]>([
    ["nothing", "", "users.csv is empty", /user_id,email,tier/],
    ["blank lines", "\n \r\n", "users.csv is empty", /header/],
    ["other columns", "name,mail\nada,a@b.c\n", 'the header has no column "user_id"', /user_id,email,tier/],
    [
      "another spelling",
      "User ID,email\nada,\n",
      'the header has no column "user_id"',
      /did you mean user_id by "User ID"/,
    ],
    ["semicolons", "user_id;email\nada;\n", 'the header has no column "user_id"', /by commas, not by ";"/],
    ["tabs", "email\tuser_id\n", 'the header has no column "user_id"', /by commas/],
    ["a JSON list", '[{"user_id": "ada"}]', /is a JSON list/, /jq -c '.\[\]' <file> > users.jsonl$/],
    ["a JSON list in lines", '[\n{"user_id": "ada"}\n]', /is a JSON list/, /jq -c/],
    ["lines that end in CR", "user_id\rada\rbo\r", 'the header has no column "user_id"', /LF or CRLF/],
    ["a column twice", "user_id,tier,tier\n", 'the header has the column "tier" twice', /once/],
    ["an open quote in the header", 'user_id,"tier\nada,pro\n', /never closed/, /header/],
    ["UTF-16", Buffer.from("\ufeffuser_id\nada\n", "utf16le"), /looks like UTF-16/, /UTF-8/],
    ["UTF-16 without a mark", Buffer.from("user_id\nada\n", "utf16le"), /looks like UTF-16/, /UTF-8/],
    ["gzip", new Uint8Array([0x1f, 0x8b, 8, 0, 0, 0x0a, 0]), /gzip/, /gunzip -c <file> > users.csv$/],
    ["a spreadsheet", Buffer.from("PK\u0003\u0004 \n"), /spreadsheet/, /CSV/],
  ])("%s", async (_what, content, message, hint) => {
    for (const skipBad of [false, true]) {
      const { error, users } = await reading(content, { skipBad });
      expect(error?.message).toEqual(typeof message === "string" ? message : expect.stringMatching(message));
      expect(error?.hint).toMatch(hint);
      expect(users).toEqual([]);
    }
  });

  it("a line without end", async () => {
    const { error } = await reading(`user_id\n${"x".repeat(17 * 1024 * 1024)}`, { chunkBytes: 1 << 20 });
    expect(error?.message).toBe("line 2 of users.csv is longer than 16 MiB");
  });
});

describe("--skip-bad", () => {
  it("leaves bad rows out, tells of the first and counts all", async () => {
    const bad = Array.from({ length: 8 }, (_, index) => `,nobody${index}@company.com,\n`).join("");
    const { users, skipped, notices, error } = await reading(`${header}ada,ada@company.com,pro\n${bad}bo,,\n`, {
      skipBad: true,
    });
    expect({ users, skipped, error }).toEqual({ users: [ada, bo], skipped: 8, error: null });
    expect(notices).toEqual([
      ...[3, 4, 5, 6, 7].map((line) => `users.csv:${line}:1: skipped: the user_id is empty`),
      "users.csv: 8 bad rows were skipped, the first 5 are told above",
    ]);
  });

  it("a quote that is never closed costs its own line and no other", async () => {
    const rows = ["1,a", '2,"b', "3,c", '4,"d"', '5,"e', "6,f"];
    const { users, notices } = await reading(`user_id,plan\n${rows.join("\n")}\n`, { skipBad: true });
    expect(users.map(({ userId }) => userId)).toEqual(["1", "3", "4", "6"]);
    expect(notices.map((text) => text.split(":")[1])).toEqual(["3", "6"]);
  });

  it("gives a quote up after a thousand lines, so that it can't take the rest of the file", async () => {
    const many = Array.from({ length: 3000 }, (_, index) => `user${index}\n`).join("");
    const { users, skipped } = await reading(`user_id\n"open\n${many}close"\n`, { skipBad: true, chunkBytes: 4096 });
    expect([users.length, skipped]).toEqual([3000, 2]);
  });

  it.each([
    ["lines", "line\n".repeat(1100)],
    ["characters", `${"x".repeat(600_000)}\n`.repeat(2)],
  ])("a cell of too many %s, though it is closed, is told as one that may be", async (_, cell) => {
    const { error } = await reading(`user_id,email\nada,"${cell}"\n`, { chunkBytes: 65_536 });
    expect(error?.message).toBe(
      "a quoted cell begins here and is never closed, or is longer than 1,000 lines or 1 MiB",
    );
    expect(error?.location).toMatchObject({ line: 2, column: 5 });
  });

  it("where every row is bad, says that this is no file of users", async () => {
    const { error } = await reading('{\n  "user_id": "ada"\n}\n', { skipBad: true });
    expect(error?.message).toBe("none of the 3 rows of users.csv is a user");
  });
});

it("says which columns look like ones that are read", async () => {
  const told = ['users.csv: "E-Mail" is not read: the email has to be called "email"'];
  expect((await reading("user_id,E-Mail,Tier,tier\nada,,,pro\n")).notices).toEqual(told);
  expect(
    (await reading('{"user_id":"ada","E-Mail":"a@b.c","tier":"pro"}\n{"user_id":"bo","Tier":""}')).notices,
  ).toEqual(told);
});

it("a file can be read again, standard input can't", async () => {
  const context = new FakeContext();
  for (const name of ["users.csv", "-"]) context.inputs.set(name, "user_id\nada\n");
  const count = async (spec: string): Promise<() => Promise<number>> => {
    const source = await openUsers(context, spec);
    return async () => {
      let users = 0;
      for await (const batch of source.batches()) users += batch.length;
      return users;
    };
  };
  const file = await count("users.csv");
  expect([await file(), await file()]).toEqual([1, 1]);
  const input = await count("-");
  expect(await input()).toBe(1);
  await expect(input()).rejects.toMatchObject({ code: "INTERNAL" });
});

class Watched extends FakeContext {
  readonly seen: string[] = [];

  override startProgress(label?: string): Promise<Progress> {
    this.seen.push(`start ${label ?? ""}`);
    return Promise.resolve({
      update: (done, total) => this.seen.push(`${done} of ${total ?? "?"}`),
      end: () => this.seen.push("end"),
    });
  }
}

describe("progress", () => {
  const watched = (content: string): Watched => {
    const context = new Watched();
    context.chunkBytes = 8;
    context.inputs.set("users.csv", content);
    return context;
  };

  it("counts bytes, and is taken away at the end", async () => {
    const context = watched("user_id\nada\nbo\n");
    for await (const _ of (await openUsers(context, "users.csv")).batches());
    expect(context.seen).toEqual(["start users.csv", "8 of 15", "15 of 15", "end"]);
  });

  it("is taken away when a row is bad, and when nobody reads on", async () => {
    const failing = watched("user_id\n,\n");
    const source = await openUsers(failing, "users.csv");
    const all = source.batches()[Symbol.asyncIterator]();
    await expect(all.next()).rejects.toThrow("this row has 2 cells");
    expect(failing.seen.at(-1)).toBe("end");
    const left = watched("user_id\nada\nbo\n");
    for await (const _ of (await openUsers(left, "users.csv")).batches()) break;
    expect(left.seen.at(-1)).toBe("end");
  });

  it("counts users where nobody knows how many bytes there are", async () => {
    const context = watched("user_id\nada\nbo\ncy");
    const { openInput } = context;
    context.openInput = async (path) => ({ ...(await openInput.call(context, path)), size: null });
    for await (const _ of (await openUsers(context, "users.csv")).batches());
    expect(context.seen).toEqual(["start users read from users.csv:", "2 of ?", "3 of ?", "end"]);
  });

  it("can be left out", async () => {
    const context = watched("user_id\nada\n");
    for await (const _ of (await openUsers(context, "users.csv", { progress: false })).batches());
    expect(context.seen).toEqual([]);
  });
});
