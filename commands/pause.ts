import { pause } from "../src/model/edits.js";
import { switchCommand } from "../src/mutation/switch.js";

export const command = switchCommand({
  name: "pause",
  patch: pause,
  examples: [
    ["ff pause new_feature", "off, but still a 25% rollout if it was one"],
    ['ff pause new_feature --reason "on-call asked"', "with the reason in the history"],
  ],
  description: "Sets enabled to false and touches nothing else: ff resume takes the flag up again as it was.",
});
