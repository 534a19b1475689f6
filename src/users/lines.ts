import { FfError } from "../errors.js";
import { byteOrderMark, foreignEncoding, sequenceLength } from "../json/utf8.js";

export interface Unreadable {
  /** In characters, from 1. */
  readonly column: number;
  readonly problem: string;
}

/** A line beyond this would have to be held whole; no user takes as much. */
const mostLineBytes = 16 * 1024 * 1024;

/** As many bytes as it takes to recognise an encoding. */
const signatureBytes = 4;

export const lineFeed = 0x0a;
export const carriageReturn = 0x0d;
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const allReadable: ReadonlyMap<number, Unreadable> = new Map();

/** Consecutive lines of a text, without the line feed behind the last. They become texts when these are asked for. */
export class Lines {
  /** The number of the first one, from 1. */
  readonly first: number;
  readonly bytes: Uint8Array;
  #count: number | undefined;
  #texts: readonly string[] | undefined;
  #unreadable: ReadonlyMap<number, Unreadable> = allReadable;

  constructor(first: number, bytes: Uint8Array) {
    this.first = first;
    this.bytes = bytes;
  }

  get texts(): readonly string[] {
    return (this.#texts ??= this.#decode());
  }

  /** Lines that can't be read as text, by their place in `texts`; what stands there is only good for an excerpt. */
  get unreadable(): ReadonlyMap<number, Unreadable> {
    this.#texts ??= this.#decode();
    return this.#unreadable;
  }

  /** How many they are. */
  get count(): number {
    return (this.#count ??= this.texts.length);
  }

  /** For whoever has read the bytes, so that they need not be counted once more. */
  set count(count: number) {
    this.#count = count;
  }

  #decode(): readonly string[] {
    const { bytes } = this;
    try {
      const text = strict.decode(bytes);
      if (!text.includes("\0")) return text.split("\n");
    } catch {
      // Which line it is, and where in it, is looked for below.
    }
    const texts: string[] = [];
    const unreadable = new Map<number, Unreadable>();
    for (let start = 0; start <= bytes.length;) {
      const feed = bytes.indexOf(lineFeed, start);
      const line = bytes.subarray(start, feed === -1 ? bytes.length : feed);
      const problem = unreadableIn(line);
      if (problem !== undefined) unreadable.set(texts.length, problem);
      texts.push(lenient.decode(line));
      start += line.length + 1;
    }
    this.#unreadable = unreadable;
    return texts;
  }
}

/**
 * The lines of a UTF-8 text: the first one alone, which may be a header, then as many at a time as a chunk completes.
 * How the bytes are cut into chunks changes nothing about the lines. @throws FfError USAGE for what is no text of lines
 */
export async function* readLines(chunks: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Lines> {
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  let next = 1;
  function* linesOf(bytes: Uint8Array): Generator<Lines> {
    for (const some of next === 1 ? firstApart(bytes, name) : [bytes]) {
      const lines = new Lines(next, some);
      yield lines;
      next += lines.count;
    }
  }
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed);
    const isTooShort = next === 1 && waitingBytes + end < signatureBytes;
    if (end === -1 || isTooShort) {
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes > mostLineBytes) throw tooLong(next, name);
      continue;
    }
    const complete = chunk.subarray(0, end);
    const rest = chunk.subarray(end + 1);
    yield* linesOf(waitingBytes === 0 ? complete : Buffer.concat([...waiting, complete]));
    waiting = [rest];
    waitingBytes = rest.length;
  }
  const last = Buffer.concat(waiting);
  if (last.length === 0) return;
  yield* linesOf(last.at(-1) === lineFeed ? last.subarray(0, -1) : last);
}

/** The first line of a text, and then those behind it, if there are any. */
function firstApart(bytes: Uint8Array, name: string): Uint8Array[] {
  refuseForeign(bytes, name);
  const text = bytes.subarray(byteOrderMark(bytes));
  const end = text.indexOf(lineFeed);
  return end === -1 ? [text] : [text.subarray(0, end), text.subarray(end + 1)];
}

function unreadableIn(line: Uint8Array): Unreadable | undefined {
  let column = 1;
  for (let at = 0; at < line.length; column++) {
    const byte = line[at] ?? 0;
    if (byte === 0) return { column, problem: "a NUL byte" };
    const length = byte < 0x80 ? 1 : sequenceLength(line, at);
    if (length === 0) return { column, problem: `not UTF-8: byte 0x${byte.toString(16)}` };
    at += length;
  }
  return undefined;
}

/** @throws FfError USAGE for what begins as no UTF-8 text does */
function refuseForeign(bytes: Uint8Array, name: string): void {
  const encoding = foreignEncoding(bytes);
  if (encoding !== undefined)
    throw new FfError("USAGE", `${name} is not UTF-8 (it looks like ${encoding})`, {
      hint: "save it as UTF-8; spreadsheets call that CSV UTF-8",
    });
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    throw new FfError("USAGE", `${name} is compressed with gzip`, {
      hint: "unpack it first: gunzip -c <file> > users.csv",
    });
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4)
    throw new FfError("USAGE", `${name} is a zip archive or a spreadsheet's own format`, {
      hint: "save it as CSV UTF-8, or unpack it",
    });
}

function tooLong(line: number, name: string): FfError {
  return new FfError("USAGE", `line ${line} of ${name} is longer than ${mostLineBytes / 1024 / 1024} MiB`, {
    hint: "one user stands on a line, in CSV or JSON Lines",
  });
}
