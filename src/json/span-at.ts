import { scanElements, scanMembers, type Span } from "./scan.js";

/**
 * Where a path of keys and indices leads inside a value of a scanned text; the last value on its way where it leads
 * further than there is anything.
 * @param isKey whether the key at its end is meant rather than the value
 */
export function spanAt(bytes: Uint8Array, from: Span, path: readonly (string | number)[], isKey = false): Span {
  const [step, ...rest] = path;
  if (typeof step === "number") {
    const element = bytes[from.start] === 0x5b ? scanElements(bytes, from)[step] : undefined;
    return element === undefined ? from : spanAt(bytes, element, rest, isKey);
  }
  const members = step !== undefined && bytes[from.start] === 0x7b ? scanMembers(bytes, from) : [];
  // Of a repeated key the last is what every JSON reader takes.
  const member = members.findLast(({ key }) => key === step);
  if (member === undefined) return from;
  return isKey && rest.length === 0 ? member.keySpan : spanAt(bytes, member.value, rest, isKey);
}
