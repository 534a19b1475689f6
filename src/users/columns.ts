/** The columns, or keys, that an evaluation looks at. */
export const columns = ["user_id", "email", "tier"] as const;

/** What was probably meant to be the user's id, of names that have no `user_id` among them. */
export function meantAsUserId(names: readonly string[]): string | undefined {
  const plain = names.map(letters);
  return ["userid", "uid", "user", "id"].flatMap((guess) => names[plain.indexOf(guess)] ?? [])[0];
}

/** A word about each name that only looks like one that is read: `Email`, `E-Mail`, `TIER`. */
export function columnsMisspelt(names: readonly string[]): string[] {
  return columns.flatMap((column) => {
    const alike = names.filter((name) => name !== column && letters(name) === letters(column));
    return names.includes(column) || column === "user_id"
      ? []
      : alike.map((name) => `${JSON.stringify(name)} is not read: the ${column} has to be called "${column}"`);
  });
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, "");
}
