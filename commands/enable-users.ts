import { targetingCommand } from "../src/mutation/targeting.js";

export const command = targetingCommand({
  name: "enable-users",
  strategy: "user_list",
  items: "ids",
  examples: [
    ["ff enable-users new_dashboard user123 user456", "on for these two, and nobody else"],
    ["ff enable-users new_dashboard user789 --add", "one more"],
    ["ff enable-users new_dashboard --from-file ids.txt", "one id a line"],
    ["echo 'ada l' | ff enable-users new_dashboard --remove --from-file -", "one less, whose id has a space"],
  ],
});
