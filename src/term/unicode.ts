/** Whether the terminal shows more than ASCII: its locale is UTF-8 (in POSIX order of precedence) and it is not dumb. */
export function decideUnicode(env: Readonly<Record<string, string | undefined>>): boolean {
  if (env["TERM"] === "dumb") return false;
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"];
  // Windows has no such variables; its newer terminal is always UTF-8 and says who it is.
  return locale ? /utf-?8/i.test(locale) : Boolean(env["WT_SESSION"]);
}
