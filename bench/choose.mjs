import { parseArgs } from "node:util";
import { parts, targetParts } from "./parts/index.mjs";

const usage = `usage: npm run bench -- [--quick] [--record] [part …]
parts: ${Object.keys(parts).join(" ")}; growth means all of that name
--record measures all of them, keeps the result and writes docs/performance.md`;

/** What is to be run, from the words typed; or what is wrong with them. */
export function choose(words) {
  const { values, positionals } = parse(words);
  if (values === null) return { problem: usage };
  const { quick: isQuick = false, record: isRecorded = false } = values;
  if (isRecorded && (isQuick || positionals.length > 0))
    return { problem: `a record has all parts and rounds\n${usage}` };
  const named = positionals.map((word) =>
    Object.keys(parts).filter((part) => part === word || part.startsWith(`${word}-`)),
  );
  const unknown = positionals.filter((_, index) => named[index].length === 0);
  if (unknown.length > 0) return { problem: `no such part: ${unknown.join(", ")}\n${usage}` };
  if (isRecorded) return { names: Object.keys(parts), isQuick, isRecorded };
  return { names: positionals.length > 0 ? named.flat() : targetParts, isQuick, isRecorded };
}

function parse(words) {
  const options = { quick: { type: "boolean" }, record: { type: "boolean" } };
  try {
    return parseArgs({ args: words, options, allowPositionals: true });
  } catch {
    return { values: null, positionals: [] };
  }
}
