/** Quotes, what backslashes stand before, and numbers: whole strings would exhaust the stack where they are long. */
const tokens = /"|\\.|-?\d[\d.eE+-]*/g;

/** A number that is no longer than this, and has no exponent, is always held. */
const mostHeld = 15;

/** A number that JavaScript can't hold. */
export interface InexactNumber {
  readonly digits: string;
  /** Where it stands in the text or the bytes. */
  readonly at: number;
}

/**
 * A JSON text in which each number that JavaScript can't hold is a string of its digits: two that differ in the
 * twentieth digit, or that are both too large for it, must not be taken for the same.
 * @param mark stands in front of the digits, to tell such a number from a string
 */
export function withExactNumbers(text: string, mark = ""): string {
  let [result, end] = ["", 0];
  for (const { digits, at } of inexactIn(text)) {
    result += `${text.slice(end, at)}"${mark}${digits}"`;
    end = at + digits.length;
  }
  return result + text.slice(end);
}

/** The numbers of a checked JSON text that JavaScript would write otherwise than they stand there. */
export function inexactNumbers(bytes: Uint8Array): InexactNumber[] {
  // One character for each byte, so that places are those of the bytes; what is looked for is ASCII.
  return inexactIn(new TextDecoder("latin1").decode(bytes));
}

function inexactIn(text: string): InexactNumber[] {
  const found: InexactNumber[] = [];
  let isInString = false;
  for (const { 0: token, index: at } of text.matchAll(tokens)) {
    if (token === '"') isInString = !isInString;
    else if (!isInString && !isExact(token)) found.push({ digits: token, at });
  }
  return found;
}

/** Whether JavaScript, which holds 64 bit floating point, writes the same number again. */
function isExact(number: string): boolean {
  if (number.length <= mostHeld && !/[eE]/.test(number)) return true;
  return decimalOf(number) === decimalOf(String(Number(number)));
}

/** The same for all spellings of a decimal: its digits without the zeros around them, and what they are to be multiplied by. */
function decimalOf(number: string): string {
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE](.+))?$/.exec(number) ?? [];
  const digits = (whole + fraction).replace(/^0+/, "");
  let end = digits.length;
  while (digits[end - 1] === "0") end--;
  if (end === 0) return "0";
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
