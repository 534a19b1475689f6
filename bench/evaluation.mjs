import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { FeatureFlagService } from "../dist/lib/index.js";
import { withFlags } from "./flags-file.mjs";
import { interleave, report } from "./measure.mjs";

const users = Array.from({ length: 100_000 }, (_, index) => ({ userId: `user${index}`, tier: "pro" }));

/** Evaluations in this process, against one that hashes with node:crypto and divides a BigInt. */
export async function evaluation() {
  await withFlags(1, async (folder) => {
    const file = join(folder, "feature_flags.json");
    const flag = JSON.parse(readFileSync(file, "utf8")).flag_0;
    const variants = [
      ["rollout", { ...flag, strategy: "percentage", percentage: 50 }],
      ["tier", { ...flag, strategy: "user_tier", user_tiers: ["pro", "enterprise"] }],
      ["ab_test", { ...flag, strategy: "ab_test", ab_test_allocation: { A: 50, B: 50 } }],
    ];
    writeFileSync(
      file,
      JSON.stringify(Object.fromEntries(variants.map(([key, value]) => [key, { ...value, name: key }]))),
    );
    const service = await FeatureFlagService.open({ file });
    const times = await interleave(
      {
        naive: () => time((user) => naiveBucket("rollout", user.userId) < 50),
        rollout: () => time((user) => service.isEnabled("rollout", user)),
        tier: () => time((user) => service.isEnabled("tier", user)),
        abTest: () => time((user) => service.getVariant("ab_test", user) !== null),
      },
      7,
    );
    const nanoseconds = (name) => `${Math.round((times[name] / users.length) * 1e6)} ns`;
    console.log(
      `     rollout ${nanoseconds("rollout")}, tier ${nanoseconds("tier")}, A/B ${nanoseconds("abTest")}, naive ${nanoseconds("naive")}`,
    );
    report("a rollout evaluated, × faster than node:crypto and BigInt", times.naive / times.rollout, 4, {
      atLeast: true,
    });
  });
}

function time(evaluate) {
  const start = performance.now();
  let on = 0;
  for (const user of users) if (evaluate(user)) on++;
  if (on === 0) throw new Error("nobody was on: nothing was measured");
  return performance.now() - start;
}

function naiveBucket(name, userId) {
  return Number(BigInt(`0x${createHash("md5").update(`${name}:${userId}`).digest("hex")}`) % 100n);
}
