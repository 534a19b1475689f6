import { ab, rollout, tier } from "../questions.mjs";

// Shares are in thousandths of a percent.
const half = 50_000;
const whole = 100_000;

export function start(load) {
  const { createInstance } = load("@featurevisor/sdk");
  const feature = { bucketBy: "userId" };
  const client = createInstance({
    datafile: {
      schemaVersion: "2",
      revision: "1",
      segments: { paying: { conditions: [{ attribute: "tier", operator: "in", value: tier.tiers }] } },
      features: {
        [rollout.flag]: { ...feature, traffic: [{ key: "half", segments: "*", percentage: half }] },
        [tier.flag]: { ...feature, traffic: [{ key: "paying", segments: "paying", percentage: whole }] },
        [ab.flag]: {
          ...feature,
          variations: ab.variants.map((value) => ({ value, weight: 50 })),
          traffic: [
            {
              key: "everybody",
              segments: "*",
              percentage: whole,
              allocation: [
                { variation: "A", range: [0, half] },
                { variation: "B", range: [half, whole] },
              ],
            },
          ],
        },
      },
    },
  });
  return {
    user: (userId, tierOfUser) => ({ userId, tier: tierOfUser }),
    rollout: (user) => client.isEnabled(rollout.flag, user),
    tier: (user) => client.isEnabled(tier.flag, user),
    ab: (user) => client.getVariation(ab.flag, user) === "A",
  };
}
