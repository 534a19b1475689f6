import { describe, expect, it } from "vitest";

import type * as Library from "../../src/index.js";
import { flagsFile } from "../support/flags.js";
import { makePlace, type Place } from "../support/program.js";

// By a name that the compiler does not follow: it is the built library that counts.
const builtLibrary: string = new URL("../../dist/lib/index.mjs", import.meta.url).href;
const { FeatureFlagService } = (await import(builtLibrary)) as typeof Library;

interface Answer {
  readonly enabled: boolean;
  readonly variant: string | null;
  readonly reason: string;
}

async function check(place: Place, flag: string, user: string, ...words: string[]): Promise<Answer> {
  const { stdout, code } = await place.ff(["check", flag, "--user", user, ...words, "--json", "--exit-code"]);
  const answer = JSON.parse(stdout) as Answer;
  expect(code).toBe(answer.enabled ? 0 : 10);
  return answer;
}

const users = Array.from({ length: 1000 }, (_, index) => `user${index}`);

describe("a release", () => {
  it("create → domains → 10% → 50% → kill switch → all → delete", async () => {
    const place = makePlace();
    const ff = async (typed: string): Promise<string> => {
      const { stdout, stderr, code } = await place.shell(`ff ${typed}`);
      expect({ stderr, code }, typed).toEqual({ stderr: "", code: 0 });
      return stdout;
    };
    const onFor = async (): Promise<string[]> => {
      const service = await FeatureFlagService.open({ file: place.path(flagsFile) });
      const found = users.filter((userId) =>
        service.isEnabled("new_checkout", { userId, email: `${userId}@outside.com` }),
      );
      await service.close();
      // The program says of some of them what the library says of all.
      const sample = users.slice(0, 6);
      const answers = await Promise.all(
        sample.map((user) => check(place, "new_checkout", user, "--email", `${user}@outside.com`)),
      );
      expect(sample.filter((_, index) => answers[index]?.enabled)).toEqual(
        sample.filter((user) => found.includes(user)),
      );
      return found;
    };

    await ff("create new_checkout --owner growth --ticket FF-12");
    expect(await onFor()).toEqual([]);

    await ff("enable-domains new_checkout @Company.com");
    expect(await onFor()).toEqual([]);
    expect(await check(place, "new_checkout", "ann", "--email", "ann@company.com")).toMatchObject({
      enabled: true,
      reason: "TARGETING_MATCH",
    });

    await ff("rollout new_checkout 10");
    const tenth = await onFor();
    expect(tenth.length).toBeGreaterThan(60);
    expect(tenth.length).toBeLessThan(140);

    expect(await ff("rollout new_checkout 50")).toContain("nobody who has it loses it");
    const half = await onFor();
    expect(half).toEqual(expect.arrayContaining(tenth));
    expect(half.length).toBeGreaterThan(435);
    expect(half.length).toBeLessThan(565);

    expect(await ff("disable new_checkout --reason 'errors in checkout'")).toContain("everybody who had it loses it");
    expect(await onFor()).toEqual([]);

    await ff("rollout new_checkout 50");
    expect(await onFor()).toEqual(half);

    await ff("enable new_checkout");
    expect(await onFor()).toEqual(users);

    await ff("delete new_checkout --yes");
    expect(JSON.parse(place.read(flagsFile))).toEqual({});
    expect((await place.ff(["check", "new_checkout", "--user", "ann"])).code).toBe(3);
    expect((await ff("log")).match(/errors in checkout/g)).toHaveLength(1);
  });
});

describe("an experiment", () => {
  it("ab-test → check a thousand users → shares within the binomial bounds → enable for all", async () => {
    const place = makePlace();
    const shares = { control: 50, red: 30, 緑: 20 };
    expect(
      (await place.shell("ff create button_colour && ff ab-test button_colour control=50 red=30 緑=20")).code,
    ).toBe(0);

    const service = await FeatureFlagService.open({ file: place.path(flagsFile) });
    const variants = new Map(users.map((userId) => [userId, service.getVariant("button_colour", { userId })]));
    for (const [variant, share] of Object.entries(shares)) {
      const expected = (users.length * share) / 100;
      const deviation = Math.sqrt(expected * (1 - share / 100));
      const found = [...variants.values()].filter((one) => one === variant).length;
      expect(Math.abs(found - expected), variant).toBeLessThan(4 * deviation);
    }

    const sample = users.filter((_, index) => index % 50 === 0);
    const answers = await Promise.all(sample.map((user) => check(place, "button_colour", user)));
    expect(answers.map(({ variant }) => variant)).toEqual(sample.map((user) => variants.get(user)));
    expect(answers.every(({ enabled, reason }) => enabled && reason === "SPLIT")).toBe(true);

    await place.ff(["pause", "button_colour"]);
    expect(await check(place, "button_colour", "user1")).toMatchObject({
      enabled: false,
      variant: null,
      reason: "DISABLED",
    });

    await place.ff(["enable", "button_colour"]);
    await service.reload();
    expect(users.every((userId) => service.isEnabled("button_colour", { userId }))).toBe(true);
    expect(await check(place, "button_colour", "user1")).toMatchObject({
      enabled: true,
      variant: null,
      reason: "STATIC",
    });
    await service.close();
  });
});
