/** What spreadsheets take for the beginning of a formula (OWASP, CSV Injection), in full width too; some skip blanks. */
const formula = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/;

/** The separator of any country, quotes and line ends; blanks at the ends, which some readers trim. */
const needsQuotes = /[",;|\t\r\n]|^\s|\s$/;

// Nearly every cell is of this kind.
const plain = /^\w[\w.@:-]*$/;

/**
 * A cell by RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front, which makes it a text
 * there; other readers see the apostrophe.
 */
export function csvCell(text: string): string {
  if (plain.test(text) || text === "") return text;
  const harmless = formula.test(text) ? `'${text}` : text;
  return needsQuotes.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
