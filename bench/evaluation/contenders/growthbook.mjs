import { ab, rollout, tier } from "../questions.mjs";

export function start(load) {
  const { GrowthBookClient } = load("@growthbook/growthbook");
  const client = new GrowthBookClient();
  client.initSync({
    payload: {
      features: {
        [rollout.flag]: {
          defaultValue: false,
          rules: [{ force: true, coverage: rollout.percentage / 100, hashAttribute: "id" }],
        },
        [tier.flag]: { defaultValue: false, rules: [{ force: true, condition: { tier: { $in: tier.tiers } } }] },
        [ab.flag]: {
          defaultValue: "",
          rules: [{ key: ab.flag, variations: ab.variants, weights: [0.5, 0.5], hashAttribute: "id" }],
        },
      },
    },
  });
  return {
    user: (id, tierOfUser) => ({ attributes: { id, tier: tierOfUser } }),
    rollout: (user) => client.isOn(rollout.flag, user),
    tier: (user) => client.isOn(tier.flag, user),
    ab: (user) => client.getFeatureValue(ab.flag, "", user) === "A",
  };
}
