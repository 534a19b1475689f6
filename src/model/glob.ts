/** Whether a whole name matches a pattern: `*` stands for any text, `?` for one character, all else for itself. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const wanted = Array.from(pattern);
  return (name) => matches(wanted, Array.from(name));
}

/** No regular expression: several `*` make those take time that grows with a power of the name's length. */
function matches(pattern: readonly string[], name: readonly string[]): boolean {
  let at = 0;
  let from = 0;
  // Only the newest star need ever take in more: what the ones before it took is enough for the rest.
  let star = -1;
  let afterStar = 0;
  while (from < name.length) {
    const wanted = pattern[at];
    if (wanted === "*") {
      star = at++;
      afterStar = from;
    } else if (wanted === "?" || wanted === name[from]) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++afterStar;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((character) => character === "*");
}
