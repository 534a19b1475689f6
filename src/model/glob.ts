/** Whether a whole name matches a pattern: `*` stands for any text, `?` for one character, all else for itself. */
export function globMatcher(pattern: string): (name: string) => boolean {
  const source = Array.from(pattern, (character) =>
    character === "*" ? ".*" : character === "?" ? "." : character.replace(/[\\^$.|+()[\]{}/-]/, "\\$&"),
  );
  const matcher = new RegExp(`^${source.join("")}$`, "su");
  return (name) => matcher.test(name);
}
