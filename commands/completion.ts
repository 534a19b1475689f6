import { defineCommand } from "../src/command.js";
import { shells, type Shell } from "../src/completion/protocol.js";
import { scripts } from "../src/completion/scripts.js";

interface Options {
  readonly shell: Shell;
}

interface Result {
  readonly shell: Shell;
  readonly script: string;
}

export const command = defineCommand<Options, Result>({
  arguments: [
    {
      name: "shell",
      description: "what you type in",
      choices: shells,
      ask: (_, prompts) =>
        prompts.select(
          "Which shell?",
          shells.map((shell) => ({ name: shell, value: shell })),
        ),
    },
  ],
  options: [],
  examples: [
    [`echo 'eval "$(ff completion bash)"' >> ~/.bashrc`, "for bash"],
    [`echo 'eval "$(ff completion zsh)"' >> ~/.zshrc`, "for zsh; the line has to come after compinit"],
    ["echo 'ff completion fish | source' >> ~/.config/fish/config.fish", "for fish"],
  ],
  description:
    "Prints a few lines for your shell, which then asks ff at every Tab: for commands, options, their values, files, and the flags of the file in use. It works from the next shell on that you open. bash does not tell what stands in front of ff: there, the flags of another file are offered behind --file, and not behind FF_FILE=other.json.",
  run: async (_, { shell }) => ({ shell, script: scripts[shell] }),
  render: ({ script }) => script,
});
