import { enableForAll } from "../src/model/edits.js";
import { switchCommand } from "../src/mutation/switch.js";

export const command = switchCommand({
  name: "enable",
  patch: enableForAll,
  examples: [
    ["ff enable new_feature", "on for everybody"],
    ['ff enable new_feature --reason "50% went well"', "with the reason in the history"],
  ],
  description: "Sets the strategy to all and enables the flag. Its percentage and lists stay for later.",
});
