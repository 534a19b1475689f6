import { ab, rollout, tier } from "../questions.mjs";

const [boolean, string, isOneOf] = [0, 1, 0];
const on = { v: { b: true } };
const off = { v: { b: false } };

/** The settings in ConfigCat's file format, version 6. */
const config = {
  p: { s: "salt" },
  f: {
    [rollout.flag]: {
      t: boolean,
      ...off,
      p: [
        { p: rollout.percentage, ...on },
        { p: 100 - rollout.percentage, ...off },
      ],
    },
    [tier.flag]: { t: boolean, ...off, r: [{ c: [{ u: { a: "tier", c: isOneOf, l: tier.tiers } }], s: on }] },
    [ab.flag]: { t: string, v: { s: "" }, p: ab.variants.map((variant) => ({ p: 50, v: { s: variant } })) },
  },
};

export async function start(load) {
  const { getClient, PollingMode, User } = load("@configcat/sdk");
  const key = `configcat-sdk-1/${"0".repeat(22)}/${"0".repeat(22)}`;
  const cache = { get: () => `${Date.now()}\n\n${JSON.stringify(config)}`, set: () => undefined };
  const client = getClient(key, PollingMode.ManualPoll, { offline: true, cache });
  await client.forceRefreshAsync();
  await client.getAllKeysAsync();
  const settings = client.snapshot();
  return {
    user: (id, tierOfUser) => new User(id, undefined, undefined, { tier: tierOfUser }),
    rollout: (user) => settings.getValue(rollout.flag, false, user),
    tier: (user) => settings.getValue(tier.flag, false, user),
    ab: (user) => settings.getValue(ab.flag, "", user) === "A",
  };
}
