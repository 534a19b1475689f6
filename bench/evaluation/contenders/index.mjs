/**
 * Who answers the three questions in a Node process of its own. Each module's `start(load)` gives `user(id, tier)`,
 * which makes a user in the contender's own shape, and `rollout`, `tier` and `ab`, each user → true or false
 * (`ab`: whether it is variant A). `load` requires a package from the folder of peers.
 */
export const contenders = {
  ff: () => import("./ff.mjs"),
  "naive Node": () => import("./naive.mjs"),
  "flagd-core": () => import("./flagd.mjs"),
  GrowthBook: () => import("./growthbook.mjs"),
  Featurevisor: () => import("./featurevisor.mjs"),
  ConfigCat: () => import("./configcat.mjs"),
  Unleash: () => import("./unleash.mjs"),
  LaunchDarkly: () => import("./launchdarkly.mjs"),
};

/** Those that need nothing but this project. */
export const own = ["ff", "naive Node"];
