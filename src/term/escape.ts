// Nearly every text is of this kind, and it keeps the search by Unicode category off the start of the program: to make
// such an expression takes as long as to read a file.
const printableAscii = /^[\x20-\x7e]*$/;

const shortForms = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Text from a file or an argument, fit for a terminal: control and format characters (emoji joiners too), line and
 * paragraph separators and lone surrogates are spelled out, as `\n`, `\x1b` or `\u{202e}`.
 */
export function safe(text: string): string {
  return printableAscii.test(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, spellOut);
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return shortForms.get(character) ?? (code < 0x100 ? `\\x${hex.padStart(2, "0")}` : `\\u{${hex}}`);
}
