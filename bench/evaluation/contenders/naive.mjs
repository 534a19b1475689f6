import { createHash } from "node:crypto";
import { ab, rollout, tier } from "../questions.mjs";

const flags = new Map([
  [rollout.flag, { enabled: true, strategy: "percentage", percentage: rollout.percentage }],
  [tier.flag, { enabled: true, strategy: "user_tier", tiers: tier.tiers }],
  [ab.flag, { enabled: true, strategy: "ab_test", allocation: { A: 50, B: 50 } }],
]);

/** The same flags as one evaluates them on Node at first: hash, hexadecimal, BigInt. */
export function start() {
  return {
    user: (userId, tierOfUser) => ({ userId, tier: tierOfUser }),
    rollout: (user) => isEnabled(rollout.flag, user),
    tier: (user) => isEnabled(tier.flag, user),
    ab: (user) => variantOf(ab.flag, user) === "A",
  };
}

function isEnabled(name, user) {
  const flag = flags.get(name);
  if (!flag?.enabled) return false;
  if (flag.strategy === "percentage") return bucket(`${name}:${user.userId}`) < flag.percentage;
  return flag.strategy === "user_tier" && flag.tiers.includes(user.tier);
}

function variantOf(name, { userId }) {
  const flag = flags.get(name);
  if (!flag?.enabled || flag.strategy !== "ab_test") return null;
  const value = bucket(`${name}:ab_test:${userId}`);
  let share = 0;
  for (const [variant, percentage] of Object.entries(flag.allocation).sort()) {
    share += percentage;
    if (value < share) return variant;
  }
  return null;
}

function bucket(key) {
  return Number(BigInt(`0x${createHash("md5").update(key).digest("hex")}`) % 100n);
}
