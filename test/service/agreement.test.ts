import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { evaluate } from "../../src/eval/evaluate.js";
import { PreparedFlag } from "../../src/eval/prepared-flag.js";
import { FeatureFlagService, type Flag } from "../../src/index.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "ff-agreement-"));
});
afterAll(() => rm(folder, { recursive: true }));

const name = fc.constantFrom("new_dashboard", "__proto__", "🚀", "10");
const call = fc.oneof(
  fc.constant((service: FeatureFlagService, flag: string) => service.enableForAll(flag)),
  fc.constant((service: FeatureFlagService, flag: string) => service.disableForAll(flag)),
  fc.constant((service: FeatureFlagService, flag: string) => service.deleteFlag(flag)),
  fc.constant((service: FeatureFlagService, flag: string) => service.enableForUsers(flag, ["user1", "user2"])),
  fc.constant((service: FeatureFlagService, flag: string) => service.enableForTiers(flag, ["pro"])),
  fc.constant((service: FeatureFlagService, flag: string) => service.createFlag(flag, { enabled: false })),
  fc
    .integer({ min: 0, max: 100 })
    .map((percentage) => (service: FeatureFlagService, flag: string) => service.rolloutPercentage(flag, percentage)),
  fc
    .integer({ min: 1, max: 99 })
    .map(
      (share) => (service: FeatureFlagService, flag: string) =>
        service.createAbTest(flag, { A: share, B: 100 - share }),
    ),
);
const users = Array.from({ length: 20 }, (_, index) => ({
  userId: `user${index}`,
  tier: index % 2 === 0 ? "pro" : "free",
}));

describe("a service after its own changes", () => {
  it("answers as the evaluator does for what stands in the file", async () => {
    let files = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, call), { minLength: 1, maxLength: 5 }), async (calls) => {
        const file = join(folder, `${files++}.json`);
        await writeFile(file, "{}");
        const service = await FeatureFlagService.open({ file, actor: "ada" });
        for (const [flag, change] of calls) {
          await change(service, flag);
          const stored = new Map(Object.entries(JSON.parse(await readFile(file, "utf8")) as Record<string, Flag>));
          expect(new Set(service.listFlags().map((one) => one.name))).toEqual(new Set(stored.keys()));
          const found = stored.get(flag);
          const prepared = found && new PreparedFlag(found);
          expect(service.enabledFor(flag, users)).toEqual(users.map((user) => service.isEnabled(flag, user)));
          for (const user of users) {
            const answer = evaluate(prepared, flag, user);
            expect(service.evaluate(flag, user)).toEqual(answer);
            expect(service.isEnabled(flag, user)).toBe(answer.enabled);
            expect(service.getVariant(flag, user)).toBe(answer.variant);
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});
