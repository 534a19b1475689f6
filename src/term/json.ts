const ascii = /^[\n\x20-\x7e]*$/;

/**
 * One JSON document, indented by two, with a line feed at its end. What a terminal could act on (C1 controls,
 * bidirectional and format characters, line separators) is written as `\uXXXX`, which parses to the same value.
 */
export function renderJson(value: unknown): string {
  return `${escaped(JSON.stringify(value ?? null, null, 2))}\n`;
}

// Most user ids are of this kind.
const plain = /^[\w.@:-]*$/;

/** A text as a JSON string on one line, as safe for a terminal. */
export function jsonString(text: string): string {
  return plain.test(text) ? `"${text}"` : escaped(JSON.stringify(text));
}

/** JSON.stringify has escaped C0 and lone surrogates; the only raw control character left is its own line feed. */
function escaped(json: string): string {
  return ascii.test(json) ? json : json.replace(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits);
}

function escapeUnits(character: string): string {
  let units = "";
  for (let i = 0; i < character.length; i++) {
    units += `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }
  return units;
}
