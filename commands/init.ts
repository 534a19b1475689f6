import { commandLine } from "../src/command-line.js";
import { defineCommand } from "../src/command.js";
import { safe } from "../src/term/escape.js";

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
  changes: () => true,
  run: async (context) => {
    const store = context.newStore();
    await store.create("init", { signal: context.signal });
    return { file: store.location, created: true, fileOption: context.global.file ?? null };
  },
  render: ({ file, fileOption }, { paint }) => {
    const next = { name: "create", words: ["new_dashboard"], options: ["--percentage", "10"] };
    return `${paint.green("created")} ${paint.bold(safe(file))}\n  next  ${commandLine(next, fileOption)}\n`;
  },
  json: ({ file, created }): Result => ({ file, created }),
});
