/**
 * A parsed value with a Map for each object: objects lose the order of keys like "10", and a model that is built of them
 * trips over __proto__.
 */
export function asMaps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMaps);
  if (typeof value !== "object" || value === null) return value;
  return new Map(Object.entries(value).map(([key, item]) => [key, asMaps(item)]));
}
