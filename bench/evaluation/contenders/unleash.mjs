import { once } from "node:events";
import { ab, rollout, tier } from "../questions.mjs";

export async function start(load) {
  const { InMemStorageProvider, Unleash } = load("unleash-client");
  const feature = (name, strategies, variants = []) => ({ name, type: "release", enabled: true, strategies, variants });
  const everybody = { name: "default", parameters: {}, constraints: [] };
  const client = new Unleash({
    appName: "bench",
    // Nobody listens there: all it knows is what it is given here.
    url: "http://localhost:1/",
    refreshInterval: 0,
    disableMetrics: true,
    storageProvider: new InMemStorageProvider(),
    bootstrap: {
      data: [
        feature(rollout.flag, [
          {
            name: "flexibleRollout",
            parameters: { rollout: String(rollout.percentage), stickiness: "userId", groupId: rollout.flag },
            constraints: [],
          },
        ]),
        feature(tier.flag, [
          { ...everybody, constraints: [{ contextName: "tier", operator: "IN", values: tier.tiers }] },
        ]),
        feature(
          ab.flag,
          [everybody],
          ab.variants.map((name) => ({ name, weight: 500, weightType: "variable", stickiness: "userId" })),
        ),
      ],
    },
  });
  client.on("error", () => undefined);
  await once(client, "ready");
  return {
    user: (userId, tierOfUser) => ({ userId, properties: { tier: tierOfUser } }),
    rollout: (user) => client.isEnabled(rollout.flag, user),
    tier: (user) => client.isEnabled(tier.flag, user),
    ab: (user) => client.getVariant(ab.flag, user).name === "A",
  };
}
