import { writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { Pieces } from "../../src/json/pieces.js";
import { fileHolds } from "../../src/store/file/file-holds.js";
import { makePaths } from "./folder.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const expected = new Pieces([bytes("one"), bytes(""), bytes("x".repeat(600_000)), bytes("three")]);
const whole = Buffer.from(expected.joined);

function fileOf(content: Uint8Array): string {
  const { target } = makePaths();
  writeFileSync(target, content);
  return target;
}

describe("a file", () => {
  it("holds what stands in it, in however many pieces that is expected", () => {
    expect(fileHolds(fileOf(whole), expected)).toBe(true);
    expect(fileHolds(fileOf(whole), new Pieces([whole]))).toBe(true);
    expect(fileHolds(fileOf(new Uint8Array()), new Pieces([]))).toBe(true);
  });

  it.each([
    ["more behind it", Buffer.concat([whole, bytes("!")])],
    ["less", whole.subarray(0, -1)],
    ["nothing", new Uint8Array()],
    ["another first byte", whole.with(0, 0x21)],
    ["another byte in the middle", whole.with(500_000, 0x21)],
    ["another last byte", whole.with(whole.length - 1, 0x21)],
  ])("does not hold it where there is %s", (_, content) => {
    expect(fileHolds(fileOf(content), expected)).toBe(false);
  });
});
