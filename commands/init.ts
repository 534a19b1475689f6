import { defineCommand } from "../src/command.js";
import { safe } from "../src/term/escape.js";

interface Result {
  readonly file: string;
  readonly created: true;
}

export const command = defineCommand<object, Result>({
  arguments: [],
  options: [],
  examples: [
    ["ff init", "make feature_flags.json here"],
    ["ff init --file config/flags.json", "make it somewhere else"],
  ],
  description: "Never touches a file that is there already.",
  run: async (context) => {
    const store = context.newStore();
    await store.create("init", { signal: context.signal });
    return { file: store.location, created: true };
  },
  render: ({ file }, { paint }) =>
    `${paint.green("created")} ${paint.bold(safe(file))}\n  next  ff create new_dashboard --percentage 10\n`,
});
