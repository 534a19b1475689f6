import { failure } from "../../src/json/failure.js";
import { skipValue } from "../../src/json/skip.js";
import { skipSpace } from "../../src/json/space.js";
import { byteOrderMark } from "../../src/json/utf8.js";

/** Checks that the whole text is one JSON value of any kind, by the scanner's own parts: ff itself reads objects only. */
export function checkJson(bytes: Uint8Array): void {
  const start = skipSpace(bytes, byteOrderMark(bytes));
  const end = skipSpace(bytes, skipValue(bytes, start, 0));
  if (end < bytes.length) throw failure(bytes, end, "the end of the text");
}
