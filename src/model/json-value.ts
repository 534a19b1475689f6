import type { JsonValue } from "./flag.js";

/** More than any flag needs, and fewer than a file of flags may have. */
const mostLevels = 500;

/**
 * What JSON can say, as JSON.parse gives it: no Date, no undefined, no NaN, no list with gaps, nothing that holds itself.
 * @param levels of nesting that it may have
 */
export function isJson(value: unknown, levels = mostLevels): value is JsonValue {
  if (typeof value !== "object" || value === null)
    return value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  if (levels === 0 || !(Array.isArray(value) || isPlainObject(value))) return false;
  // Of a list with gaps, Object.values would leave them out.
  const items: unknown[] = Array.isArray(value) ? Array.from(value) : Object.values(value);
  return items.every((item) => isJson(item, levels - 1));
}

/** An object as JSON.parse makes them: no list, and no Date, Map, Promise or the like. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, JsonValue>> {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** An object rather than a list or null. */
export function isObject(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isStringList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === "string");
}

/** A value in a few words, for messages: `a list`, `"gradual"`, `5`. */
export function nameOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "string") return JSON.stringify(value.length > 40 ? `${value.slice(0, 40)}…` : value);
  if (typeof value === "object") return isPlainObject(value) ? "an object" : "an object of a class";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : typeof value;
}
