import { FfError } from "../errors.js";
import type { JsonValue } from "./flag.js";

/** Reads `key=value` pairs of `--meta`; the value is text, as typed. */
export function parseMetadata(texts: readonly string[]): Record<string, JsonValue> {
  return parsePairs(texts, "metadata", "team=growth");
}

/** Reads `key=value` pairs of `--attr`. */
export function parseAttributes(texts: readonly string[]): Record<string, JsonValue> {
  return parsePairs(texts, "an attribute", "plan=pro");
}

function parsePairs(texts: readonly string[], what: string, example: string): Record<string, JsonValue> {
  return Object.fromEntries(
    texts.map((text): [string, string] => {
      const at = text.indexOf("=");
      if (at > 0) return [text.slice(0, at), text.slice(at + 1)];
      throw new FfError("USAGE", `${JSON.stringify(text)} is not ${what}`, {
        hint: `type key=value, such as ${example}`,
      });
    }),
  );
}
