import type { Readable, Writable } from "node:stream";
import { FfError } from "../errors.js";
import type { ColourLevel } from "./colour.js";
import { safe } from "./escape.js";
import { keysHelp, promptTheme } from "./prompt-theme.js";
import { loadPaint } from "./style.js";
import { loadMeasure, type Measure } from "./width.js";
import { wrap } from "./wrap.js";

export interface Choice<Value> {
  readonly name: string;
  readonly value: Value;
  readonly description?: string;
}

/** Questions to the person at the terminal. Each rejects with `CANCELLED` on Ctrl-C, Ctrl-D and a closed input. */
export interface Prompts {
  /** One of the choices, found by arrow keys or by typing a part of its name. */
  select<Value>(message: string, choices: readonly Choice<Value>[]): Promise<Value>;
  /** A line of text; `validate` answers true, or what is wrong. */
  text(message: string, options?: TextOptions): Promise<string>;
  confirm(message: string, options: { readonly default: boolean }): Promise<boolean>;
}

interface TextOptions {
  readonly validate?: (text: string) => true | string | Promise<true | string>;
  readonly default?: string;
}

interface PromptStreams {
  readonly input: Readable;
  /** stderr: the prompts must not end up in a redirected result. */
  readonly output: Writable & { readonly columns?: number; readonly rows?: number };
  /** What was decided for that output. */
  readonly colour: ColourLevel;
}

/** Rows of choices that are in sight at once, at the most. */
const mostChoices = 12;

/** Prompts on these streams; inquirer is loaded by the first of them. */
export function createPrompts(streams: PromptStreams): Prompts {
  return {
    select: async <Value>(message: string, choices: readonly Choice<Value>[]) => {
      const { columns = 80 } = streams.output;
      const descriptions = choices.map(({ description = "" }) => safe(description));
      const measure = await loadMeasure(descriptions);
      const shown = choices.map(({ name }, index) => ({
        name: safe(name),
        value: index,
        description: inLines(descriptions[index] ?? "", columns, measure),
      }));
      const { closest } = await import("./suggest.js");
      const source = (term: string | undefined) => matching(shown, term?.trim() ?? "", closest);
      const pageSize = await rowsForChoices(message, shown, streams.output);
      const index = await ask(streams, { type: "search", message, source, pageSize });
      const choice = typeof index === "number" ? choices[index] : undefined;
      if (choice === undefined) throw new FfError("INTERNAL", "The prompt answered with no choice");
      return choice.value;
    },
    text: async (message, { validate, ...options } = {}) => {
      const checked = async (typed: string): Promise<true | string> => {
        const answer = (await validate?.(typed)) ?? true;
        return typeof answer === "string"
          ? inLinesBehindMark(answer, (streams.output.columns ?? 80) - "> ".length)
          : answer;
      };
      return String(await ask(streams, { type: "input", message, validate: checked, ...options }));
    },
    confirm: async (message, options) => (await ask(streams, { type: "confirm", message, ...options })) === true,
  };
}

type Shown = Choice<number>;
type Closest = (word: string, names: Iterable<string>, max: number) => readonly string[];

/** Names that hold the term, else names that are close to it. */
function matching(choices: readonly Shown[], term: string, closest: Closest): readonly Shown[] {
  const wanted = term.toLowerCase();
  const found = choices.filter(({ name }) => name.toLowerCase().includes(wanted));
  if (found.length > 0) return found;
  const names = new Set(closest(term, new Set(choices.map(({ name }) => name)), mostChoices));
  return choices.filter(({ name }) => names.has(name));
}

/** As many rows as leave the question in sight: below them stand an empty line, what the choice is, and the keys. */
async function rowsForChoices(
  message: string,
  choices: readonly Shown[],
  { columns = 80, rows = 24 }: PromptStreams["output"],
): Promise<number> {
  const height = (text: string): number => text.split("\n").length;
  const question = height(await inLinesBehindMark(message, columns - aroundMessage));
  const description = choices.reduce((most, choice) => Math.max(most, height(choice.description ?? "")), 0);
  const keys = height(await inLinesBehindMark(keysHelp, columns));
  return Math.max(1, Math.min(mostChoices, rows - question - 1 - description - keys));
}

/** What inquirer puts around a message: its mark in front, "(y/N)" and the answer behind. */
const aroundMessage = 12;

/** A text from outside, escaped, in lines behind a mark such as inquirer's "? ". */
async function inLinesBehindMark(text: string, room: number): Promise<string> {
  const escaped = safe(text);
  return inLines(escaped, room, await loadMeasure([escaped])).replaceAll("\n", "\n  ");
}

/** inquirer breaks a long line in the middle of a word. */
function inLines(text: string, room: number, measure: Measure): string {
  return wrap(text.split(" "), Math.max(20, room), measure).join("\n");
}

const endings = ["pause", "end", "close", "error"] as const;
const cancellations = new Set(["ExitPromptError", "AbortPromptError", "CancelPromptError"]);

interface Question {
  readonly type: "search" | "input" | "confirm";
  readonly message: string;
  readonly [option: string]: unknown;
}

async function ask({ input, output, colour }: PromptStreams, question: Question): Promise<unknown> {
  if (input.readableEnded || input.destroyed) throw cancelled();
  const [{ default: inquirer }, paint] = await Promise.all([import("inquirer"), loadPaint(colour)]);
  // inquirer takes no notice when its input ends or Ctrl-D closes it: it would wait for ever, or exit with 0. Both
  // pause the input; so does the end of the prompt itself, but then it has its answer.
  const closing = new AbortController();
  const close = (): void => closing.abort();
  for (const ending of endings) input.once(ending, close);
  try {
    const prompt = inquirer.createPromptModule({ input, output, signal: closing.signal });
    const { columns = 80 } = output;
    const theme = promptTheme(paint, await inLinesBehindMark(keysHelp, columns));
    const message = await inLinesBehindMark(question.message, columns - aroundMessage);
    const answers = await prompt([{ ...question, message, theme, name: "answer" }]);
    return answers.answer;
  } catch (error) {
    throw error instanceof Error && cancellations.has(error.name) ? cancelled(error) : error;
  } finally {
    for (const ending of endings) input.off(ending, close);
  }
}

function cancelled(cause?: unknown): FfError {
  return new FfError("CANCELLED", "Cancelled", { cause });
}
