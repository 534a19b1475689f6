import { createReadStream, statSync } from "node:fs";
import { relative, resolve } from "node:path";
import { decideActor } from "../src/actor.js";
import type { ChosenFile, Context, Input, Progress, StoreOptions } from "../src/command.js";
import { isDescriptor } from "../src/descriptor.js";
import { codeOf, FfError } from "../src/errors.js";
import { FileStore } from "../src/store/file/file-store.js";
import { ioError } from "../src/store/file/io-error.js";
import { defaultFileName, locate, searchedPlaces, type Located } from "../src/store/locate.js";
import { decideColour } from "../src/term/colour.js";
import { createPrompts, type Prompts } from "../src/term/prompts.js";
import type { TypedGlobals } from "./globals.js";
import type { Surroundings } from "./surroundings.js";

/** The context of one run: everything outside, made when it is first asked for. */
export class ProcessContext implements Context {
  readonly global: TypedGlobals;
  readonly #around: Surroundings;
  readonly #write: (text: string) => void;
  #prompts: Prompts | undefined;
  #isStdinTaken = false;

  /** @param write puts a line on stderr */
  constructor(around: Surroundings, global: TypedGlobals, write: (text: string) => void) {
    this.#around = around;
    this.global = global;
    this.#write = write;
  }

  get env(): Surroundings["env"] {
    return this.#around.env;
  }

  get actor(): string {
    return decideActor(this.env, () => this.#userName());
  }

  now(): Date {
    return new Date();
  }

  openStore(options: StoreOptions & ChosenFile = {}): FileStore {
    if (options.path !== undefined) return this.#store(resolve(this.#cwd(), options.path), options);
    const located = this.#locate();
    if (located.source === "default")
      throw new FfError("FILE_NOT_FOUND", `no flags file found: looked for ${searchedPlaces(this.#cwd())}`, {
        hint: { text: "name one with --file, or make one with", command: { name: "init" } },
      });
    return this.#store(located.path, options);
  }

  openStoreOrNew(options: StoreOptions = {}): FileStore {
    return this.#store(this.#locate().path, options);
  }

  newStore(): FileStore {
    const { path, source } = this.#locate();
    return this.#store(source === "search" ? resolve(this.#cwd(), defaultFileName) : path, {}, "try again");
  }

  async readInput(path: string): Promise<Uint8Array> {
    const { wholeInput } = await import("./pieces.js");
    return wholeInput(await this.openInput(path), inputName(path));
  }

  async openInput(path: string): Promise<Input> {
    const { setFlagsFromString } = await import("node:v8");
    // What is read piece by piece is soon garbage. Left alone, V8 lets it grow to 100 MB, and on Node 24 to twice that.
    setFlagsFromString("--semi-space-growth-factor=1");
    const [{ piecesOf }, { filePieces }] = await Promise.all([import("./pieces.js"), import("./file-pieces.js")]);
    const failure = (error: unknown): Error =>
      codeOf(error) === "ENOENT"
        ? new FfError("FILE_NOT_FOUND", `there is no file ${path}`, { hint: "is the path right?", cause: error })
        : ioError(`read ${inputName(path)}`, error, path === "-" ? undefined : path);
    const signal = (): AbortSignal => this.signal;
    if (path === "-") {
      const { endedBy } = await import("./streams.js");
      const stdin = this.#takeStdin();
      const cancelling = this.signal;
      if (stdin.isTTY) this.notice("reading standard input: Ctrl-D ends it");
      return {
        size: null,
        chunks: piecesOf(
          () => endedBy(cancelling, stdin),
          failure,
          () => cancelling,
        ),
      };
    }
    const full = resolve(this.#cwd(), path);
    try {
      const stats = statSync(full);
      if (stats.isFile()) return { size: stats.size, chunks: piecesOf(() => filePieces(full), failure, signal) };
      if (stats.isFIFO() && !isDescriptor(full)) this.notice(`${path} is a pipe: waiting for what is written to it`);
      const { endedBy, openPipe } = await import("./streams.js");
      const stream = stats.isFIFO() ? await openPipe(full, this.signal) : createReadStream(full);
      return { size: null, chunks: piecesOf((cancelling) => endedBy(cancelling, stream), failure, signal) };
    } catch (error) {
      throw failure(error);
    }
  }

  async startProgress(label: string): Promise<Progress> {
    const { createProgress, noProgress } = await import("../src/term/progress.js");
    const { stderr } = this.#around.process;
    return stderr.isTTY && !this.global.quiet ? createProgress(label, stderr, () => this.now().getTime()) : noProgress;
  }

  get prompts(): Prompts | null {
    const { stdin, stderr } = this.#around.process;
    if (!this.global.input || !stdin.isTTY || !stderr.isTTY) return null;
    const colour = decideColour({ option: this.global.color, env: this.env, isTTY: true });
    return (this.#prompts ??= createPrompts({ input: stdin, output: stderr, colour }));
  }

  notice(text: string): void {
    if (!this.global.quiet) this.#write(text);
  }

  get signal(): AbortSignal {
    return this.#around.interrupts.signal;
  }

  /** What it held for one purpose is gone for the other. */
  #takeStdin(): Surroundings["process"]["stdin"] {
    if (this.#isStdinTaken)
      throw new FfError("USAGE", "standard input can't be two things at once: - is given twice", {
        hint: "put one of them into a file",
      });
    this.#isStdinTaken = true;
    return this.#around.process.stdin;
  }

  /** A container may run as a user that its system has no name for. */
  #userName(): string {
    try {
      return this.#around.process.getBuiltinModule("node:os").userInfo().username;
    } catch {
      return this.env["USER"] || `uid ${this.#around.process.getuid?.() ?? "unknown"}`;
    }
  }

  #cwd(): string {
    try {
      return this.#around.process.cwd();
    } catch (error) {
      throw new FfError("IO", "the working directory is no longer there", {
        hint: "go to a folder that is",
        cause: error,
      });
    }
  }

  #locate(): Located {
    const located = locate(this.global.file, this.env, this.#cwd());
    if (this.global.debug) this.#write(`flags file: ${located.path} (from ${located.source})`);
    return located;
  }

  /**
   * Messages name the file as it would be typed from here, where that is shorter.
   * @param lockedHint what to do where another writer keeps the lock
   */
  #store(
    path: string,
    { lockTimeout }: StoreOptions,
    lockedHint = "try again, or wait longer with --lock-timeout 60",
  ): FileStore {
    const short = relative(this.#cwd(), path);
    return new FileStore(short !== "" && short.length < path.length ? short : path, {
      now: () => this.now(),
      lockTimeout,
      lockedHint,
      onWait: (message) => {
        this.notice(message);
      },
    });
  }
}

/** What messages call an input. */
function inputName(path: string): string {
  return path === "-" ? "standard input" : path;
}
