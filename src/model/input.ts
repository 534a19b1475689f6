import { FfError } from "../errors.js";
import { isStringList, nameOf } from "./json-value.js";
import { RefusedValue } from "./refused-value.js";

/** Where a percentage was typed: plain decimal digits, with or without a percent sign. `0x10`, `1e1`, " " are none. */
const decimal = /^(\d+)(?:\.(\d+))?%?$/;

const maximumDecimals = 3;

/**
 * Reads a percentage as a person types it: `25`, `25%`, `2.5`. Nothing is clamped or rounded.
 * @throws FfError USAGE
 */
export function parsePercentage(text: string): number {
  const match = decimal.exec(text);
  if (match === null)
    throw new FfError("USAGE", `${quote(text)} is not a percentage`, {
      hint: "type a number from 0 to 100, such as 25, 25% or 2.5",
    });
  // As a number, 2.0000000000000000001 is 2 already.
  if ((match[2] ?? "").replace(/0+$/, "").length > maximumDecimals) throw tooFine(text);
  return checkPercentage(Number(match[2] === undefined ? match[1] : `${match[1]}.${match[2]}`));
}

/** @throws FfError USAGE unless 0 ≤ percentage ≤ 100 with at most three decimals. */
export function checkPercentage(percentage: unknown): number {
  if (typeof percentage !== "number" || !(percentage >= 0 && percentage <= 100))
    throw new RefusedValue(`${nameOf(percentage)} is not a percentage`, {
      hint: "a percentage is a number from 0 to 100",
      path: [],
    });
  if (isTooFine(percentage)) throw tooFine(String(percentage));
  return percentage;
}

/** Whether a percentage has more decimals than users are told apart by. */
export function isTooFine(percentage: number): boolean {
  return Number(percentage.toFixed(maximumDecimals)) !== percentage;
}

function tooFine(percentage: string): FfError {
  return new RefusedValue(`${percentage} has more than ${maximumDecimals} decimals`, {
    hint: "users are told apart in steps of 0.001 percent",
    path: [],
  });
}

/**
 * Splits what was typed as a list: `a,b`, `"a b"`, two words and a repeated option all mean the same; duplicates count
 * once. An item that has a space or a comma in it stands in a file of `parseLines`.
 */
export function parseList(texts: readonly string[]): string[] {
  return checkItems(itemsOf(texts));
}

/**
 * A variable of a script that holds `a b` is a list of two, whether or not it is quoted. The comma at the edge of one
 * word of several separates it from its neighbour, as in `a, b`.
 */
function itemsOf(texts: readonly string[]): string[] {
  const all = texts.flatMap((text) => text.trim().split(/\s+/));
  const isSpaced = all.length > 1;
  const words = all.filter((word) => !isSpaced || word !== ",");
  return words.flatMap((word, index) => {
    const behindComma = words[index - 1]?.endsWith(",") === true;
    const start = isSpaced && !behindComma ? word.replace(/^,(?!,)/, "") : word;
    return (isSpaced ? start.replace(/(?<!,),$/, "") : start).split(",");
  });
}

/** One item a line, as a file lists them; blank lines and a carriage return at a line's end do not count. */
export function parseLines(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return checkItems(lines.filter((line) => line !== ""));
}

/** @throws FfError USAGE for an empty item or one that is not well-formed Unicode: no reader could match it. */
export function checkItems(items: readonly string[]): string[] {
  // A text in place of a list, which only callers without types can pass, would be taken apart into its letters.
  if (!isStringList(items)) throw new FfError("USAGE", `the list is ${nameOf(items)}, expected a list of texts`);
  for (const [index, item] of items.entries()) {
    if (item.trim() === "")
      throw new RefusedValue("the list has an empty item", {
        hint: "separate items by single commas or spaces",
        path: [index],
      });
    if (!item.isWellFormed()) throw new RefusedValue(`${quote(item)} is not well-formed Unicode`, { path: [index] });
  }
  return [...new Set(items)];
}

/** A domain as readers compare it: lower-case, without a leading `@`. */
export function normalDomain(domain: string): string {
  return domain.replace(/^@/, "").toLowerCase();
}

/**
 * Email domains as readers compare them, each once.
 * @throws FfError USAGE for what can't be a domain.
 */
export function normalizeDomains(domains: readonly string[]): string[] {
  checkItems(domains);
  for (const [index, domain] of domains.entries()) checkDomain(domain, index);
  return [...new Set(domains.map(normalDomain))];
}

/** @throws FfError USAGE for what can't be a domain: the item at this place of a list */
export function checkDomain(domain: string, index: number): void {
  const normal = normalDomain(domain);
  if (isDomain(normal)) return;
  throw new RefusedValue(`${quote(normal)} is not an email domain`, {
    hint: `type ${domainInstead(normal)}`,
    path: [index],
  });
}

/** A name in a domain: letters, digits, hyphens and underscores, and whatever lies beyond ASCII. */
const label = /^[^\s!-,./:-@[-^`{-~]+$/;

/** What stands behind the @ where a host has no name: `[10.0.0.1]`, `[IPv6:::1]` (RFC 5321, section 4.1.3). */
const addressLiteral = /^\[(?:\w+:)?[\da-f.:]+\]$/;

/** Whether a proper address can have this domain, which is in its normal form. */
export function isDomain(normal: string): boolean {
  return normal.split(".").every((name) => label.test(name)) || addressLiteral.test(normal);
}

/** What is to be written in place of what is no domain. */
export function domainInstead(domain: string): string {
  return /^\.|\*/.test(domain)
    ? "each domain by its name, such as mail.company.com (there are no wildcards, and none stands for its subdomains)"
    : "the part behind the @, such as company.com";
}

/** What stands between shares where a hint has them typed again: a comma where that is an option's value, one word. */
type Between = " " | ",";

/**
 * Reads `A=50 B=50` or `A=50,B=50`: shares are whole percents, above zero, and sum to 100.
 * @throws FfError USAGE that says what is wrong, by how much the sum misses, and two ways to mend it.
 */
export function parseAllocation(texts: readonly string[], between: Between = " "): Record<string, number> {
  const tight = texts.map((text) => text.replace(/\s*=\s*/g, "="));
  const pairs = itemsOf(tight).map((pair): [string, number] => {
    const at = pair.lastIndexOf("=");
    const variant = pair.slice(0, Math.max(at, 0));
    const share = pair.slice(at + 1);
    if (at < 0 || variant === "" || !/^\d+%?$/.test(share))
      throw new FfError("USAGE", `${quote(pair)} is not a variant with its share`, {
        hint: `type NAME=SHARE with a whole percentage, such as A=50${between}B=50`,
      });
    return [variant, Number(share.replace("%", ""))];
  });
  const twice = pairs.find(([variant], index) => pairs.findIndex(([other]) => other === variant) !== index);
  if (twice !== undefined)
    throw new FfError("USAGE", `variant ${quote(twice[0])} is given twice`, {
      hint: `name each variant once, such as A=40${between}B=60`,
    });
  return checkAllocation(Object.fromEntries(pairs), between);
}

/** @throws FfError USAGE unless every share is a whole percentage above zero and they sum to 100. */
export function checkAllocation(
  allocation: Readonly<Record<string, number>>,
  between: Between = " ",
): Record<string, number> {
  const shares = Object.entries(allocation);
  if (shares.length === 0)
    throw new RefusedValue("an A/B test needs variants", {
      hint: "name them with their shares, such as A=50 B=50",
      path: [],
    });
  for (const [variant, share] of shares) {
    if (variant === "" || !variant.isWellFormed())
      throw new RefusedValue(`${quote(variant)} is not a name for a variant`, { path: [variant], isKey: true });
    if (!Number.isInteger(share) || share <= 0)
      throw new RefusedValue(`the share of variant ${quote(variant)} is ${share}`, {
        hint: "a share is a whole percentage above zero; leave a variant without users out",
        path: [variant],
      });
  }
  const sum = shares.reduce((total, [, share]) => total + share, 0);
  if (sum === 100) return { ...allocation };
  const by = Math.abs(100 - sum);
  const ways = waysToMend(shares, sum, between);
  const or = between === "," ? " or " : ", or ";
  throw new RefusedValue(`the shares sum to ${sum}, ${by} ${sum < 100 ? "short of" : "more than"} 100`, {
    hint: ways.length > 0 ? `for example ${ways.join(or)}` : "a test has no more than 100 variants",
    path: [],
  });
}

type Share = readonly [variant: string, share: number];

/** Two allocations near the one given that do sum to 100. */
function waysToMend(shares: readonly Share[], sum: number, between: Between): string[] {
  const bySize = [...shares.keys()].sort((one, other) => (shares[other]?.[1] ?? 0) - (shares[one]?.[1] ?? 0));
  const adjusted = bySize.map((index) =>
    shares.map(([name, share], at): Share => [name, at === index ? share + 100 - sum : share]),
  );
  const rest: Share = [freeName(shares), 100 - sum];
  const candidates = [
    ...adjusted.slice(0, 1),
    [...shares, rest],
    evened(shares),
    ...adjusted.slice(1),
    evened([...shares, rest]),
  ]
    .filter((allocation) => allocation.every(([, share]) => share > 0))
    .map((allocation) => allocation.map(([name, share]) => `${name}=${share}`).join(between));
  return [...new Set(candidates)].slice(0, 2);
}

/** The same share for each, but for the first few where 100 can't be divided. */
function evened(shares: readonly Share[]): Share[] {
  const even = Math.floor(100 / shares.length);
  return shares.map(([name], index) => [name, index < 100 - even * shares.length ? even + 1 : even]);
}

function freeName(shares: readonly Share[]): string {
  const taken = new Set(shares.map(([name]) => name));
  return ["control", "rest", "other"].find((name) => !taken.has(name)) ?? `variant_${shares.length + 1}`;
}

/**
 * A name for a new flag: any text that a person can see and type again.
 * @throws FfError USAGE
 */
export function checkFlagName(name: string): string {
  const problem = nameProblem(name);
  if (problem === null) return name;
  throw new FfError("USAGE", `the ${name.trim() === "" ? "flag's name" : `name ${quote(name)}`} ${problem}`, {
    hint: "choose a name such as new_dashboard",
  });
}

/** Why a name can't be seen and typed again; null where it can. */
export function nameProblem(name: string): string | null {
  // Joined emoji are seen as one, so what joins them hides nothing.
  const seen = name.replace(
    /(?<=\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?)\u200d(?=\p{Extended_Pictographic})/gu,
    "",
  );
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(seen)) return "has characters that can't be shown";
  if (name.trim() === "") return "is empty";
  return name === name.trim() ? null : "begins or ends with a space";
}

function quote(text: string): string {
  return JSON.stringify(text);
}
