import { FfError } from "../errors.js";
import type { JsonValue } from "../model/flag.js";
import { isObject, isStringList, nameOf } from "../model/json-value.js";

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

  strings(key: string): readonly string[] {
    const value = this.#values.get(key);
    if (isStringList(value)) return value;
    throw this.#wrong(key, "a list of texts");
  }

  numbers(key: string): Record<string, number> {
    const value = this.object(key);
    if (Object.values(value).every((item) => typeof item === "number")) return value as Record<string, number>;
    throw this.#wrong(key, "an object of numbers");
  }

  object(key: string, fallback?: Readonly<Record<string, JsonValue>>): Readonly<Record<string, JsonValue>> {
    const value = this.#values.has(key) ? this.#values.get(key) : fallback;
    if (isObject(value)) return value;
    throw this.#wrong(key, "an object");
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
    throw new FfError("USAGE", `unknown key ${unknown.map((key) => JSON.stringify(key)).join(", ")}`, {
      hint: `the keys here are ${keys.join(", ")}`,
    });
  }

  #wrong(key: string, expected: string): FfError {
    const value = this.#values.get(key);
    const found = value === undefined ? "missing" : nameOf(value);
    return new FfError("USAGE", `"${key}" is ${found}, expected ${expected}`);
  }
}
