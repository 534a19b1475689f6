import { describe, expect, it } from "vitest";

import type { User } from "../../src/model/flag.js";
import type { UserSource } from "../../src/users/user-source.js";
import { FakeContext } from "../commands/context.js";
import { parseUsers, usersOf } from "../../src/users/users-option.js";

async function all(source: UserSource): Promise<User[]> {
  const users: User[] = [];
  for await (const batch of source.batches()) users.push(...batch);
  return users;
}

describe("--users", () => {
  it.each(["1", "10000", "1000000000", "007", "users.csv", "-", "./500", "2026-users.jsonl", "10000.csv"])(
    "%s",
    (typed) => {
      expect(parseUsers(typed)).toBe(typed);
    },
  );

  it("are synthetic ids where it is a count", async () => {
    const source = await usersOf(new FakeContext(), "3");
    expect(source.name).toBe("3 synthetic ids");
    expect(await all(source)).toEqual(["user1", "user2", "user3"].map((userId) => ({ userId })));
  });

  it("are those of the file otherwise", async () => {
    const context = new FakeContext();
    context.inputs.set("users.csv", "user_id,tier\nann,pro\n");
    const source = await usersOf(context, "users.csv");
    expect(source.name).toBe("users.csv");
    expect(await all(source)).toMatchObject([{ userId: "ann", tier: "pro" }]);
  });

  it.each(["0", "-5", "+5", "1e6", "10k", "2M", "1,000", "1_000", "2.5", "10%", "1000000001"])(
    "%s is refused: neither a count nor, most likely, a file",
    (typed) => {
      expect(() => parseUsers(typed)).toThrow(
        expect.objectContaining({
          code: "USAGE",
          message: `"${typed}" is not a count of synthetic users`,
          hint: expect.stringContaining(`./${typed}`) as string,
        }),
      );
    },
  );
});
