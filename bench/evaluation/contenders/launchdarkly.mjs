import { ab, rollout, tier } from "../questions.mjs";

export async function start(load) {
  const { init } = load("@launchdarkly/node-server-sdk");
  const { TestData } = load("@launchdarkly/node-server-sdk/integrations");
  const data = new TestData();
  const flag = (key, fields) => data.usePreconfiguredFlag({ key, version: 1, on: true, salt: "salt", ...fields });
  const shares = (weights) => ({
    rollout: { variations: weights.map((weight, variation) => ({ variation, weight })) },
  });
  flag(rollout.flag, { variations: [true, false], fallthrough: shares([50_000, 50_000]) });
  flag(tier.flag, {
    variations: [true, false],
    fallthrough: { variation: 1 },
    rules: [
      {
        id: "paying",
        variation: 0,
        clauses: [{ contextKind: "user", attribute: "tier", op: "in", values: tier.tiers, negate: false }],
      },
    ],
  });
  flag(ab.flag, { variations: ab.variants, fallthrough: shares([50_000, 50_000]) });
  const client = init("sdk-key", {
    updateProcessor: data.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: { debug() {}, info() {}, warn() {}, error: console.error },
  });
  await client.waitForInitialization({ timeout: 10 });
  return {
    // Its answers are promises, one after the other, as a request handler awaits them.
    isAsync: true,
    user: (key, tierOfUser) => ({ kind: "user", key, tier: tierOfUser }),
    rollout: (user) => client.variation(rollout.flag, user, false),
    tier: (user) => client.variation(tier.flag, user, false),
    ab: async (user) => (await client.variation(ab.flag, user, "")) === "A",
  };
}
