import { disableForAll } from "../src/model/edits.js";
import { switchCommand } from "../src/mutation/switch.js";

export const command = switchCommand({
  name: "disable",
  patch: disableForAll,
  examples: [
    ["ff disable new_feature", "off for everybody, at once"],
    ['ff disable new_feature --reason "errors in checkout"', "with the reason in the history"],
  ],
  description: "Sets the strategy to none. The flag's percentage and lists stay for later.",
});
