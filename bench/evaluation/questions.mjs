/** The three questions, and the flags that put them: the same rule in every contender's own words. */
export const rollout = { flag: "new_dashboard", percentage: 50 };
export const tier = { flag: "premium_feature", tiers: ["pro", "enterprise"] };
export const ab = { flag: "checkout_flow", variants: ["A", "B"] };

const tiers = ["free", "pro", "enterprise"];
const count = 100_000;

/** Makes the users of a round, in whatever shape a contender takes them: `make(id, tier)`. */
export function makeUsers(make) {
  return Array.from({ length: count }, (_, index) => make(`user${index}`, tiers[index % tiers.length]));
}
