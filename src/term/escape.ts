// Nearly every text is of this kind, and it keeps the search by Unicode category off the start of the program: to make
// such an expression takes as long as to read a file.
const printableAscii = /^[\x20-\x7e]*$/;

const shortForms = new Map([
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/**
 * Text from a file or an argument, fit for a terminal: control and format characters (emoji joiners too), line and
 * paragraph separators and lone surrogates are spelled out, as `\n` or `\u001b`: like the JSON that stands beside it.
 */
export function safe(text: string): string {
  return printableAscii.test(text) ? text : text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, spellOut);
}

/** A name from a file where nothing stands around it: an empty one is in quotes, to be seen. */
export function shownName(name: string): string {
  return name === "" ? '""' : name;
}

function spellOut(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return shortForms.get(character) ?? (code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`);
}
