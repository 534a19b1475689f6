import type { JsonValue } from "../model/flag.js";
import { isObject, isPlainObject, nameOf } from "../model/json-value.js";
import { RefusedValue, type Path } from "../model/refused-value.js";

/** Takes the values of an object out by type; what is missing or of another type is a usage error that names the key. */
export class Reader {
  readonly #values: ReadonlyMap<string, unknown>;

  constructor(values: Readonly<Record<string, unknown>>) {
    this.#values = new Map(Object.entries(values));
  }

  string(key: string): string {
    const value = this.#values.get(key);
    if (typeof value === "string" && value !== "") return value;
    throw this.#wrong(key, "a text");
  }

  /** As `string`, but it may be empty. */
  anyString(key: string): string {
    return this.#values.get(key) === "" ? "" : this.string(key);
  }

  nullableString(key: string): string | null {
    return this.#values.get(key) === null ? null : this.string(key);
  }

  boolean(key: string): boolean {
    const value = this.#values.get(key);
    if (typeof value === "boolean") return value;
    throw this.#wrong(key, "true or false");
  }

  number(key: string): number {
    const value = this.#values.get(key);
    if (typeof value === "number") return value;
    throw this.#wrong(key, "a number");
  }

  strings(key: string, fallback?: readonly string[]): readonly string[] {
    const value = this.#values.has(key) ? this.#values.get(key) : fallback;
    if (!Array.isArray(value)) throw this.#wrong(key, "a list of texts");
    const items: readonly unknown[] = value;
    const wrong = items.findIndex((item) => typeof item !== "string");
    if (wrong === -1) return items as readonly string[];
    throw refused([key, wrong], `${key}[${wrong}]`, items[wrong], "a text");
  }

  numbers(key: string): Record<string, number> {
    const value = this.object(key);
    const wrong = Object.entries(value).find(([, item]) => typeof item !== "number");
    if (wrong === undefined) return value as Record<string, number>;
    throw refused([key, wrong[0]], `${key}.${wrong[0]}`, wrong[1], "a number");
  }

  object(key: string, fallback?: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
    const value = this.#values.has(key) ? this.#values.get(key) : fallback;
    if (isPlainObject(value)) return value;
    throw this.#wrong(key, isObject(value) ? "a plain object" : "an object");
  }

  oneOf<Word extends string>(key: string, words: readonly Word[], fallback: Word): Word {
    const value = this.#values.has(key) ? this.#values.get(key) : fallback;
    const word = words.find((known) => known === value);
    if (word !== undefined) return word;
    throw this.#wrong(key, `one of ${words.join(", ")}`);
  }

  /** @throws FfError USAGE for a key that nobody would read: most likely a slip of the finger */
  allow(keys: readonly string[]): void {
    const unknown = [...this.#values.keys()].filter((key) => !keys.includes(key));
    if (unknown.length === 0) return;
    throw unknownKeys(unknown, `the keys here are ${keys.join(", ")}`);
  }

  #wrong(key: string, expected: string): RefusedValue {
    return refused([key], key, this.#values.get(key), expected);
  }
}

/** The error is at the first of them. */
export function unknownKeys(keys: readonly string[], hint: string): RefusedValue {
  const named = keys.map((key) => JSON.stringify(key)).join(", ");
  return new RefusedValue(`unknown key ${named}`, { hint, path: keys.slice(0, 1), isKey: true });
}

function refused(path: Path, name: string, value: unknown, expected: string): RefusedValue {
  const found = value === undefined ? "missing" : nameOf(value);
  return new RefusedValue(`${JSON.stringify(name)} is ${found}, expected ${expected}`, { path });
}
