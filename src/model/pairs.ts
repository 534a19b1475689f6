import { withValue } from "../command-line.js";
import { FfError } from "../errors.js";
import { shellWord } from "../shell-word.js";
import type { JsonValue } from "./flag.js";

/** Reads `key=value` pairs of `--meta`; the value is text, as typed. */
export function parseMetadata(texts: readonly string[]): Record<string, JsonValue> {
  return parsePairs(texts, "metadata", "team=growth");
}

/** What a user has that is no other attribute. */
const ownOptions = { user_id: "--user", email: "--email", tier: "--tier" };

/** Reads `key=value` pairs of `--attr`. Nothing would look there for what has its own option. */
export function parseAttributes(texts: readonly string[]): Record<string, JsonValue> {
  const attributes = parsePairs(texts, "an attribute", "plan=pro");
  const misplaced = Object.entries(ownOptions).filter(([key]) => Object.hasOwn(attributes, key));
  if (misplaced.length === 0) return attributes;
  const typed = misplaced.map(([key, option]) =>
    withValue(option, attributes[key] ?? "")
      .map(shellWord)
      .join(" "),
  );
  const keys = misplaced.map(([key]) => key).join(", ");
  const theirs = misplaced.length === 1 ? "has an option of its own" : "have options of their own";
  throw new FfError("USAGE", `${keys} ${theirs}`, {
    hint: `type ${typed.join(" ")}`,
  });
}

function parsePairs(texts: readonly string[], what: string, example: string): Record<string, string> {
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
