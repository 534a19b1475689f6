import { resume } from "../src/model/edits.js";
import { switchCommand } from "../src/mutation/switch.js";

export const command = switchCommand({
  name: "resume",
  patch: resume,
  examples: [
    ["ff resume new_feature", "on again for those it was on for"],
    ['ff resume new_feature --reason "fixed in 2.4.1"', "with the reason in the history"],
  ],
  description: "Sets enabled to true and touches nothing else.",
});
