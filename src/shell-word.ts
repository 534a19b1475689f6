/** A text as it has to be typed in a shell to arrive as one argument. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./…-]+$/.test(text)) return text;
  const quoted = text.replaceAll("'", "'\\''");
  // What `safe` would spell out, so that nobody could type it again as it is shown.
  const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
  if (text.search(unsafe) < 0) return `'${quoted}'`;
  return `$'${text.replace(/['\\]/g, "\\$&").replace(unsafe, spellOut)}'`;
}

function spellOut(character: string): string {
  return `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
}
