/** Applications without types may pass a number or null: no reason to throw where only an answer is expected. */
export function isText(value: unknown): value is string {
  return typeof value === "string";
}
