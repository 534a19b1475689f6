/**
 * More than anybody reads; up to as many, the shell is given all and chooses by its own rules (case, parts of words).
 * @internal
 */
export const mostNames = 1000;

/**
 * Of many names, those that begin with what was typed, and of these not too many. What all of them begin with stays
 * what the ones given begin with, because shells type that part at once.
 */
export function narrow(names: readonly string[], typed: string): readonly string[] {
  if (names.length <= mostNames) return names;
  const kept: string[] = [];
  let start = "";
  for (const name of names) {
    if (!name.startsWith(typed) || (kept.length >= mostNames && name.startsWith(start))) continue;
    start = kept.length === 0 ? name : commonStart(start, name);
    kept.push(name);
  }
  return kept;
}

function commonStart(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return one.slice(0, length);
}
