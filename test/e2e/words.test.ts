import { describe, expect, it } from "vitest";

import { makePlace } from "../support/program.js";

describe("words that are not quite right", () => {
  it.each([
    [["list", "--json=1"], "--json takes no value"],
    [["create", "a", "--enabled=false"], "--enabled takes no value"],
    [["rollout", "x", ""], "is a variable unset?"],
  ])("%j", async (words, said) => {
    const { stderr, code } = await makePlace().ff(words);
    expect(stderr).toContain(said);
    expect(code).toBe(2);
  });

  it("the help tells the other names, the second place of the file, and what --must-exist is to create", async () => {
    const place = makePlace();
    const [program, create] = await Promise.all([place.ff(["help"]), place.ff(["help", "create"])]);
    expect(program.stdout).toMatch(/delete, rm .*[^]*list, ls /);
    expect(program.stdout).toContain("backend/data/feature_flags.json");
    expect(create.stdout).toContain("refuse to create the file (exit 3)");
  });
});
