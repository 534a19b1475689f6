import { rmSync } from "node:fs";
import { join } from "node:path";
import { FeatureFlagService } from "../../../dist/lib/index.js";
import { makeFolder } from "../../folder.mjs";
import { ab, rollout, tier } from "../questions.mjs";

export async function start() {
  const folder = makeFolder();
  const flags = await FeatureFlagService.open({ file: join(folder, "feature_flags.json"), createIfMissing: true });
  await flags.rolloutPercentage(rollout.flag, rollout.percentage);
  await flags.enableForTiers(tier.flag, tier.tiers);
  await flags.createAbTest(ab.flag, { A: 50, B: 50 });
  rmSync(folder, { recursive: true });
  return {
    user: (userId, tierOfUser) => ({ userId, tier: tierOfUser }),
    rollout: (user) => flags.isEnabled(rollout.flag, user),
    tier: (user) => flags.isEnabled(tier.flag, user),
    ab: (user) => flags.getVariant(ab.flag, user) === "A",
    buckets: {
      rollout: (user) => flags.evaluate(rollout.flag, user).bucket,
      ab: (user) => flags.evaluate(ab.flag, user).bucket,
    },
  };
}
