import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "../../fixtures/validate");

/** A story of fixtures/validate: a flags file, what is typed, and what a pipe gets. */
export interface Case {
  readonly name: string;
  readonly file: string;
  readonly bytes: Uint8Array;
  readonly typed: string;
  readonly expected: string;
  readonly expectedFile: string;
}

export const cases: readonly Case[] = readdirSync(folder).map((name) => {
  const path = (file: string): string => join(folder, name, file);
  return {
    name,
    file: path("feature_flags.json"),
    bytes: readFileSync(path("feature_flags.json")),
    typed: readFileSync(path("typed"), "utf8").trim(),
    expected: readFileSync(path("expected.txt"), "utf8"),
    expectedFile: path("expected.txt"),
  };
});
