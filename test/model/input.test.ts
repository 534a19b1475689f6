import { describe, expect, it } from "vitest";

import { command as create } from "../../commands/create.js";
import { command as simulate } from "../../commands/simulate.js";
import { command as update } from "../../commands/update.js";
import { FfError } from "../../src/errors.js";
import {
  checkAllocation,
  checkFlagName,
  checkPercentage,
  normalizeDomains,
  parseAllocation,
  parseLines,
  parseList,
  parsePercentage,
} from "../../src/model/input.js";
import { parseMetadata } from "../../src/model/pairs.js";

function refusal(work: () => unknown): { message: string; hint: string | undefined } {
  try {
    work();
  } catch (error) {
    if (error instanceof FfError && error.code === "USAGE") return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error("nothing was refused");
}

describe("a percentage", () => {
  it.each([
    ["0", 0],
    ["25", 25],
    ["25%", 25],
    ["2.5", 2.5],
    ["2.005", 2.005],
    ["33.333", 33.333],
    ["33.3330000", 33.333],
    ["64.1", 64.1],
    ["99.999", 99.999],
    ["100.000%", 100],
    ["007", 7],
  ])("is read from %j", (text, value) => {
    expect(parsePercentage(text)).toBe(value);
  });

  it.each(["", " ", "25 ", "0x10", "1e1", "-5", "+5", "5.", ".5", "1,5", "25%%", "NaN", "Infinity", "٢٥", "half"])(
    "is not read from %j",
    (text) => {
      expect(refusal(() => parsePercentage(text)).message).toBe(`${JSON.stringify(text)} is not a percentage`);
    },
  );

  it("is neither clamped nor rounded", () => {
    expect(refusal(() => parsePercentage("100.001")).message).toBe("100.001 is not a percentage");
    expect(refusal(() => parsePercentage("2.0001")).message).toBe("2.0001 has more than 3 decimals");
    expect(refusal(() => parsePercentage("2.0000000000000000001")).message).toContain("more than 3 decimals");
    for (const value of [-1, 100.5, NaN, Infinity])
      expect(refusal(() => checkPercentage(value)).message).toContain("is not");
    expect(refusal(() => checkPercentage(33.3333)).message).toBe("33.3333 has more than 3 decimals");
    expect(refusal(() => checkPercentage(0.1 + 0.2)).message).toContain("more than 3 decimals");
  });

  it("may have any three decimals", () => {
    for (let thousandths = 0; thousandths <= 100_000; thousandths++) checkPercentage(thousandths / 1000);
  });
});

describe("an allocation", () => {
  it.each([
    [["A=50", "B=50"], { A: 50, B: 50 }],
    [["A=50,B=50"], { A: 50, B: 50 }],
    [["A=50%", " B = 50% "], { A: 50, B: 50 }],
    [["only=100"], { only: 100 }],
    [["a=b=100"], { "a=b": 100 }],
    [["🚀=1", "Ａ=99"], { "🚀": 1, Ａ: 99 }],
  ])("is read from %j", (texts, allocation) => {
    expect(parseAllocation(texts)).toEqual(allocation);
  });

  it("may have a variant called __proto__", () => {
    expect(Object.entries(parseAllocation(["__proto__=40", "toString=60"]))).toEqual([
      ["__proto__", 40],
      ["toString", 60],
    ]);
    expect(Object.entries(checkAllocation(JSON.parse('{"__proto__":100}') as Record<string, number>))).toHaveLength(1);
  });

  it.each([
    ["A", '"A" is not a variant with its share'],
    ["=50", '"=50" is not a variant with its share'],
    ["A=", '"A=" is not a variant with its share'],
    ["A=33.3", '"A=33.3" is not a variant with its share'],
    ["A=-5", '"A=-5" is not a variant with its share'],
    ["A=50,,B=50", '"" is not a variant with its share'],
    ["A=50,A=50", 'variant "A" is given twice'],
    ["A=0,B=100", 'the share of variant "A" is 0'],
  ])("is not read from %j", (text, message) => {
    expect(refusal(() => parseAllocation([text])).message).toBe(message);
  });

  it.each<[Record<string, number>, string]>([
    [{}, "an A/B test needs variants"],
    [{ A: 50.5, B: 49.5 }, 'the share of variant "A" is 50.5'],
    [{ A: NaN }, 'the share of variant "A" is NaN'],
    [{ A: 150, B: -50 }, 'the share of variant "B" is -50'],
    [{ "": 100 }, '"" is not a name for a variant'],
    [{ "\ud800": 100 }, '"\\ud800" is not a name for a variant'],
  ])("refuses %j", (allocation, message) => {
    expect(refusal(() => checkAllocation(allocation)).message).toBe(message);
  });

  it.each([
    ["A=50 B=40", "90, 10 short of 100", "A=60 B=40, or A=50 B=40 control=10"],
    ["control=30 B=30", "60, 40 short of 100", "control=70 B=30, or control=30 B=30 rest=40"],
    ["A=50 B=60", "110, 10 more than 100", "A=50 B=50, or A=40 B=60"],
    ["A=60 B=60 C=60", "180, 80 more than 100", "A=34 B=33 C=33, or A=25 B=25 C=25 control=25"],
    ["A=120", "120, 20 more than 100", "A=100, or A=50 control=50"],
    ["A=99", "99, 1 short of 100", "A=100, or A=99 control=1"],
    ["A=70 B=20 C=20", "110, 10 more than 100", "A=60 B=20 C=20, or A=34 B=33 C=33"],
  ])("says by how much %s misses, and two ways to mend it", (typed, miss, ways) => {
    const { message, hint } = refusal(() => parseAllocation(typed.split(" ")));
    expect(message).toBe(`the shares sum to ${miss}`);
    expect(hint).toBe(`for example ${ways}`);
    for (const way of ways.split(", or ")) parseAllocation(way.split(" "));
  });

  it.each([
    ["A=50,B=49", "for example A=51,B=49 or A=50,B=49,control=1"],
    ["A", "type NAME=SHARE with a whole percentage, such as A=50,B=50"],
    ["A=40,A=60", "name each variant once, such as A=40,B=60"],
  ])("in %s as an option's value, is mended by one word", (typed, hint) => {
    for (const { options } of [create, update, simulate]) {
      const variants = options.find(({ flags }) => flags.startsWith("--variants"));
      expect(refusal(() => variants?.parse?.([typed] as never)).hint).toBe(hint);
    }
  });

  it("has no more than 100 variants", () => {
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`v${index}`, 1]));
    expect(refusal(() => checkAllocation(many)).hint).toBe("a test has no more than 100 variants");
  });
});

describe("lists", () => {
  it("are separated by commas, words or both, each item once", () => {
    expect(parseList(["a,b", "c", " d , a"])).toEqual(["a", "b", "c", "d"]);
    expect(parseList([])).toEqual([]);
    for (const text of ["", "a,", ",", "a,,b"])
      expect(refusal(() => parseList([text])).message).toContain("empty item");
    expect(refusal(() => parseList(["\ud800"])).message).toContain("not well-formed");
  });

  it("in files stand one item a line", () => {
    expect(parseLines("a\r\n\r\n  b \nc,d\na\n")).toEqual(["a", "b", "c,d"]);
    expect(parseLines("")).toEqual([]);
  });

  it("of domains are in lower case and without the @", () => {
    expect(normalizeDomains(["Company.COM", "@company.com", "münchen.de"])).toEqual(["company.com", "münchen.de"]);
    for (const wrong of ["@", "a@b.com", "a b.com", "@@b.com", "b.com.", "a..b", "b.com;c.com", "https://b.com"])
      expect(refusal(() => normalizeDomains([wrong]))).toMatchObject({
        message: expect.stringContaining("is not an email domain") as string,
        hint: "type the part behind the @, such as company.com",
      });
    for (const pattern of ["*.b.com", "*", ".b.com", "@*.b.com", "b.*", "."])
      expect(refusal(() => normalizeDomains([pattern])).hint).toBe(
        "type each domain by its name, such as mail.company.com (there are no wildcards, and none stands for its subdomains)",
      );
  });

  it("of domains take every host that mail can go to", () => {
    const hosts = ["localhost", "corp", "a-b.co.uk", "x_y.com", "1.de", "xn--mnchen-3ya.de", "例え.jp", "i❤.ws"];
    const withoutName = ["[10.0.0.1]", "[ipv6:2001:db8::1]"];
    expect(normalizeDomains([...hosts, ...withoutName])).toEqual([...hosts, ...withoutName]);
  });
});

describe("metadata, strategies and names", () => {
  it("metadata is text up to the first =, and behind it", () => {
    expect(parseMetadata(["team=growth", "url=https://a/?b=c", "empty="])).toEqual({
      team: "growth",
      url: "https://a/?b=c",
      empty: "",
    });
    expect(Object.entries(parseMetadata(["__proto__=x"]))).toEqual([["__proto__", "x"]]);
    for (const wrong of ["team", "=growth", ""])
      expect(refusal(() => parseMetadata([wrong])).message).toContain("not metadata");
  });

  it("names can be seen and typed again", () => {
    for (const name of ["new_dashboard", "__proto__", "新しい", "👩‍💻", "two words", "-x"])
      expect(checkFlagName(name)).toBe(name);
    for (const name of ["", " ", " a", "a\n", "a\u001b[2J", "a\u2028b", "\ud800"]) refusal(() => checkFlagName(name));
  });
});
