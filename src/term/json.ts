// JSON.stringify has already escaped C0 and lone surrogates; the only raw control character left is its own line feed.
const unsafe = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/gu;
const ascii = /^[\n\x20-\x7e]*$/;

/**
 * One JSON document, indented by two, with a line feed at its end. What a terminal could act on (C1 controls,
 * bidirectional and format characters, line separators) is written as `\uXXXX`, which parses to the same value.
 */
export function renderJson(value: unknown): string {
  const text = JSON.stringify(value ?? null, null, 2);
  return `${ascii.test(text) ? text : text.replace(unsafe, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  let escaped = "";
  for (let i = 0; i < character.length; i++) {
    escaped += `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`;
  }
  return escaped;
}
