import { ab, rollout, tier } from "../questions.mjs";

export function start(load) {
  const { FlagdCore } = load("@openfeature/flagd-core");
  const core = new FlagdCore();
  const onOff = { state: "ENABLED", variants: { on: true, off: false }, defaultVariant: "off" };
  const flags = {
    [rollout.flag]: {
      ...onOff,
      targeting: {
        fractional: [
          ["on", rollout.percentage],
          ["off", 100 - rollout.percentage],
        ],
      },
    },
    [tier.flag]: { ...onOff, targeting: { if: [{ in: [{ var: "tier" }, tier.tiers] }, "on", "off"] } },
    [ab.flag]: {
      state: "ENABLED",
      variants: { A: "A", B: "B" },
      defaultVariant: "A",
      targeting: { fractional: ab.variants.map((variant) => [variant, 50]) },
    },
  };
  core.setConfigurations(JSON.stringify({ flags }));
  return {
    user: (targetingKey, tierOfUser) => ({ targetingKey, tier: tierOfUser }),
    rollout: (user) => core.resolveBooleanEvaluation(rollout.flag, false, user).value,
    tier: (user) => core.resolveBooleanEvaluation(tier.flag, false, user).value,
    ab: (user) => core.resolveStringEvaluation(ab.flag, "", user).value === "A",
  };
}
