import { describe, expect, it } from "vitest";

import { inString } from "../../fixtures/json/bytes.js";
import { checkJson } from "./any-value.js";

/** ASCII letters and the bytes on both sides of each limit in table 3-7 of The Unicode Standard. */
const limits = [0x41, 0x7a, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff];
const limitingLeads = [0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff];
const leads = Array.from({ length: 0x80 }, (_, index) => 0x80 + index);

function isAccepted(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** Strings that the scanner and the platform's strict decoder do not judge alike. */
function disagreements(sequences: Iterable<number[]>): number[][] {
  const strict = new TextDecoder("utf-8", { fatal: true });
  return Array.from(sequences).filter((sequence) => {
    const bytes = Uint8Array.from(inString(...sequence));
    return isAccepted(() => checkJson(bytes)) !== isAccepted(() => strict.decode(bytes));
  });
}

describe("the scanner and the platform's decoder judge alike", () => {
  it("every byte from 0x80, alone and followed by any", () => {
    expect(disagreements(leads.map((lead) => [lead]))).toEqual([]);
    const others = Array.from({ length: 0x100 }, (_, byte) => byte).filter(
      (byte) => byte >= 0x20 && byte !== 0x22 && byte !== 0x5c,
    );
    expect(disagreements(leads.flatMap((lead) => others.map((other) => [lead, other])))).toEqual([]);
  });

  it("sequences of three and four bytes around every limit", () => {
    const twos = limitingLeads.flatMap((lead) => limits.map((second) => [lead, second]));
    const threes = twos.flatMap((two) => limits.map((third) => [...two, third]));
    expect(disagreements(threes)).toEqual([]);
    expect(
      disagreements(
        threes.filter(([lead = 0]) => lead >= 0xe0).flatMap((three) => limits.map((fourth) => [...three, fourth])),
      ),
    ).toEqual([]);
  });
});
