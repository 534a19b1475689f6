import type { FlagStore } from "./store/store.js";
import type { Prompts } from "./term/prompts.js";
import type { View } from "./term/view.js";

/** The options that every command takes, before or after its name. */
export interface GlobalOptions {
  readonly file?: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** What a command is given. Everything from outside comes through here: no command reads the process. */
export interface Context {
  readonly global: GlobalOptions;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Who is asking, for the history. */
  readonly actor: string;
  now(): Date;
  /** The flags file that `--file`, `FF_FILE` or the search upward gives. @throws FfError FILE_NOT_FOUND */
  openStore(options?: StoreOptions & ChosenFile): FlagStore;
  /** The flags file to write to: one that is not there yet is made by the first change. */
  openStoreOrNew(options?: StoreOptions): FlagStore;
  /** The flags file that `ff init` makes: `--file`, `FF_FILE`, else in the working directory; nothing is searched. */
  newStore(): FlagStore;
  /** A file's bytes, or standard input's for `-`. @throws FfError FILE_NOT_FOUND, IO, INVALID_FILE for too many */
  readInput(path: string): Promise<Uint8Array>;
  /** The same bytes piece by piece, for inputs of any length. @throws FfError FILE_NOT_FOUND, IO, here or while it is read */
  openInput(path: string): Promise<Input>;
  /** Shows on stderr how far a long work is, in a terminal and once it has lasted a second; elsewhere nothing. */
  startProgress(label: string): Promise<Progress>;
  /** Null where nobody can be asked: no terminal, `--no-input`, CI. */
  readonly prompts: Prompts | null;
  /** A line on stderr, beside the result. Silent with `--quiet`. */
  notice(text: string): void;
  /** Aborted by Ctrl-C. From the first use on, Ctrl-C no longer ends the process by itself. */
  readonly signal: AbortSignal;
}

/** An input that is read as it comes. */
export interface Input {
  /** Bytes there are in all; null where nobody knows, as of a pipe. */
  readonly size: number | null;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** A work's progress; `end` takes it off the screen again, and has to be called whatever happens. */
export interface Progress {
  /** @param total in the same unit as `done`; null where nobody knows */
  update(done: number, total: number | null): void;
  end(): void;
}

export interface ChosenFile {
  /** This file, instead of the one in use. */
  readonly path?: string | undefined;
}

export interface StoreOptions {
  /** Milliseconds to wait for another writer. */
  readonly lockTimeout?: number | undefined;
}

interface Spec {
  readonly description: string;
  /** What a shell offers to complete it: names of flags, files or commands; nothing else unless there are `choices`. */
  readonly completes?: "flag" | "file" | "command";
  /** All the values it can have; any other is refused before `parse` sees it. */
  readonly choices?: readonly string[];
}

/** A positional argument; its value arrives in the options under `name`, variadic ones as a list. */
export interface ArgumentSpec extends Spec {
  readonly name: string;
  /** What the help calls it, where that is not its name. */
  readonly label?: string;
  readonly variadic?: boolean;
  readonly optional?: boolean;
  /** The option, by its camelCase name, that may stand in for this argument. */
  readonly missingUnless?: string;
  /** Turns what was typed into the value; throws FfError USAGE. Variadic arguments get the whole list. */
  readonly parse?: (typed: never) => unknown;
  /** Asks for the value when it is missing and somebody can be asked. @param known what was typed and answered so far */
  readonly ask?: (context: Context, prompts: Prompts, known: Readonly<Record<string, unknown>>) => Promise<unknown>;
}

/** An option in commander's notation, `-n, --dry-run` or `--reason <text>`; its value arrives under its camelCase name. */
export interface OptionSpec extends Spec {
  readonly flags: string;
  /** May be given several times; `parse` gets the whole list. */
  readonly repeatable?: boolean;
  readonly parse?: (typed: never) => unknown;
}

/**
 * A subcommand: what it takes, what it does, and how its result is shown to people. `--json` prints the result itself.
 * The help of a command loads its module too, so what takes long to load is imported by `run`, `render` and `json`.
 */
export interface CommandModule<Options, Result> {
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  /** What is typed, and what that does; the first is the plainest. */
  readonly examples: readonly (readonly [typed: string, meaning: string])[];
  /** Anything worth knowing beyond the summary: a paragraph or two for the help. */
  readonly description?: string;
  run(context: Context, options: Options): Promise<Result>;
  /**
   * A text, or where it may be longer than memory, the pieces of one in UTF-8: they are made as they are written, and
   * each is good until the next is asked for.
   */
  render(result: Result, view: View, options: Options): string | Promise<string> | AsyncIterable<string | Uint8Array>;
  /** What `--json` prints instead of the result, or a promise of that. */
  json?(result: Result): unknown;
  /** Whether what was asked for is to change something; unless told otherwise, it is where there is a `--dry-run`. */
  changes?(options: Partial<Options>): boolean;
  /** Whether it has changed something; unless told otherwise, it has where that was asked for. */
  changed?(result: Result): boolean;
  /** Needed only where the exit code is a part of the answer. */
  exitCode?(result: Result, options: Options): number;
}

/** A command module as the program handles it, whatever its options and result are. */
export type AnyCommand = CommandModule<object, unknown>;

/** Checks a module's shape where it is written. */
export function defineCommand<Options, Result>(module: CommandModule<Options, Result>): CommandModule<Options, Result> {
  return module;
}
