/** Strings, so that digits in them are left alone, and numbers. */
const tokens = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/**
 * A JSON text in which each number that JavaScript can't hold is a string of its digits: two that differ in the
 * twentieth digit must not be taken for the same.
 * @param mark stands in front of the digits, to tell such a number from a string
 */
export function withExactNumbers(text: string, mark = ""): string {
  return text.replace(tokens, (token) => (token.startsWith('"') || isExact(token) ? token : `"${mark}${token}"`));
}

function isExact(number: string): boolean {
  return number.replace(/[eE].*|\D/g, "").replace(/^0+/, "").length <= 15;
}
