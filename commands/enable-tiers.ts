import { targetingCommand } from "../src/mutation/targeting.js";

export const command = targetingCommand({
  name: "enable-tiers",
  strategy: "user_tier",
  items: "tiers",
  examples: [
    ["ff enable-tiers premium_feature pro enterprise", "on for these tiers"],
    ["ff enable-tiers premium_feature free --add", "one more"],
    ["ff enable-tiers premium_feature enterprise --remove", "one less"],
  ],
  description: "Tiers are compared as they are spelled: Pro is not pro.",
});
