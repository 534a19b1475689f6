import type { CommandModule, Context, Input, Progress } from "../../src/command.js";
import { FfError } from "../../src/errors.js";
import type { FlagStore } from "../../src/store/store.js";
import { MemoryStore } from "../../src/store/memory.js";
import { noProgress } from "../../src/term/progress.js";
import type { Prompts } from "../../src/term/prompts.js";
import type { View } from "../../src/term/view.js";
import { terminal } from "../term/views.js";

/** What a command is given, without a process: flags in memory, a clock that stands until it is set, notices to look at. */
export class FakeContext implements Context {
  readonly global = { json: false, quiet: false, debug: false };
  readonly actor = "ada";
  readonly env: Record<string, string | undefined> = {};
  readonly notices: string[] = [];
  readonly inputs = new Map<string, string | Uint8Array>();
  readonly signal = new AbortController().signal;
  readonly store: MemoryStore;
  /** Bytes that inputs come in at a time: few, so that every boundary is met. */
  chunkBytes = 7;
  prompts: Prompts | null = null;
  time = "2026-01-31T10:30:00.000Z";

  /** @param flags the file's flags, or its text; null: no file yet */
  constructor(flags: object | string | null = {}) {
    const text = typeof flags === "string" || flags === null ? flags : JSON.stringify(flags);
    this.store = new MemoryStore(() => this.now(), text);
  }

  now(): Date {
    return new Date(this.time);
  }

  openStore(): FlagStore {
    return this.store;
  }

  openStoreOrNew(): FlagStore {
    return this.store;
  }

  newStore(): FlagStore {
    return this.store;
  }

  async readInput(path: string): Promise<Uint8Array> {
    const input = this.inputs.get(path);
    if (input === undefined) throw new FfError("IO", `can't read ${path}`);
    return typeof input === "string" ? new TextEncoder().encode(input) : input;
  }

  async openInput(path: string): Promise<Input> {
    const bytes = await this.readInput(path);
    return { size: bytes.length, chunks: oneByOne(bytes, this.chunkBytes) };
  }

  startProgress(): Promise<Progress> {
    return Promise.resolve(noProgress);
  }

  notice(text: string): void {
    this.notices.push(text);
  }

  async text(): Promise<string> {
    return new TextDecoder().decode((await this.store.read()).bytes);
  }
}

async function* oneByOne(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function whole(rendered: string | Promise<string> | AsyncIterable<string | Uint8Array>): Promise<string> {
  const awaited = await rendered;
  if (typeof awaited === "string") return awaited;
  let text = "";
  for await (const piece of awaited) text += typeof piece === "string" ? piece : Buffer.from(piece).toString();
  return text;
}

/** What came of a command: its result, what it shows in a terminal and with `--json`, and its exit code. */
export async function runCommand<Options, Result>(
  command: CommandModule<Options, Result>,
  context: Context,
  options: Options,
  view: View = terminal(100),
): Promise<{ result: Result; shown: string; json: unknown; exitCode: number }> {
  const result = await command.run(context, options);
  const json = command.json === undefined ? result : await command.json(result);
  return {
    result,
    shown: await whole(command.render(result, view, options)),
    json: JSON.parse(JSON.stringify(json)) as unknown,
    exitCode: command.exitCode?.(result, options) ?? 0,
  };
}

/** Prompts that answer with these, one after the other, and keep what they were asked. */
export function answering(...answers: unknown[]): Prompts & { readonly asked: string[] } {
  const asked: string[] = [];
  const next = async <T>(message: string): Promise<T> => {
    asked.push(message);
    if (answers.length === 0) throw new Error(`nobody was to be asked: ${message}`);
    return answers.shift() as T;
  };
  return {
    asked,
    select: (message) => next(message),
    text: (message) => next(message),
    confirm: (message) => next(message),
  };
}
