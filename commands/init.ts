import { defineCommand } from "../src/command.js";
import { safe } from "../src/term/escape.js";
import { shellWord } from "../src/term/shell-word.js";

interface Result {
  readonly file: string;
  readonly created: true;
}

interface Initialized extends Result {
  readonly fileOption: string | null;
}

export const command = defineCommand<object, Initialized>({
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
    return { file: store.location, created: true, fileOption: context.global.file ?? null };
  },
  render: ({ file, fileOption }, { paint }) => {
    const option = fileOption === null ? "" : ` --file ${shellWord(fileOption)}`;
    return `${paint.green("created")} ${paint.bold(safe(file))}\n  next  ff create new_dashboard --percentage 10${option}\n`;
  },
  json: ({ file, created }): Result => ({ file, created }),
});
