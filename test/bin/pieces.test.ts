import { describe, expect, it } from "vitest";
import { wholeInput } from "../../bin/pieces.js";

/** More pieces than there may be, and how many of them were asked for. */
function many(): { chunks: AsyncGenerator<Uint8Array>; taken: () => number } {
  let taken = 0;
  async function* chunks(): AsyncGenerator<Uint8Array> {
    for (taken = 1; taken < 10; taken++) yield new Uint8Array(1);
  }
  return { chunks: chunks(), taken: () => taken };
}

async function* some(...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

const refusal = {
  code: "INVALID_FILE",
  message: expect.stringMatching(/^pipe is larger than ff can read \(/) as unknown,
};

describe("wholeInput", () => {
  it("gives the bytes of all pieces, as many as there may be", async () => {
    expect(await wholeInput({ size: null, chunks: some("ab", "", "c") }, "pipe", 3)).toEqual(Buffer.from("abc"));
    expect(await wholeInput({ size: 3, chunks: some("abc") }, "file", 3)).toEqual(Buffer.from("abc"));
  });

  it("reads no further than it has to, to know that they are too many", async () => {
    const { chunks, taken } = many();
    await expect(wholeInput({ size: null, chunks }, "pipe", 3)).rejects.toMatchObject(refusal);
    expect(taken()).toBe(4);
    await expect(chunks.next()).resolves.toHaveProperty("done", true);
  });

  it("reads nothing where that is known", async () => {
    const { chunks, taken } = many();
    await expect(wholeInput({ size: 4, chunks }, "pipe", 3)).rejects.toMatchObject(refusal);
    expect(taken()).toBe(0);
  });
});
