import { expect, it } from "vitest";

import { validateFile } from "../../src/validate/rules/validate-file.js";
import { utf8 } from "../json/bytes.js";

function rulesAt(moment: string, expires: string): readonly string[] {
  const flag = { name: "winter_sale", metadata: { owner: "growth", expires } };
  const { problems } = validateFile(utf8(JSON.stringify({ winter_sale: flag })), new Date(moment));
  return problems.map(({ rule }) => rule);
}

it.each([
  ["2026-11-22", "2026-11-22T00:00:00Z", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00Z"],
  [" 2026-11-22 Z", "2026-11-22T12:00:00Z", "2026-11-22T23:59:59.999Z", "2026-11-23T00:00:00Z"],
  ["2026-11-22+01:00", "2026-11-22T12:00:00Z", "2026-11-22T22:59:59.999Z", "2026-11-22T23:00:00Z"],
  ["2026-11-22T10:30", "2026-11-22T10:00:00Z", "2026-11-22T10:30:00Z", "2026-11-22T10:30:00.001Z"],
  ["2026-11-22 00:00:00", "2026-11-21T10:00:00Z", "2026-11-22T00:00:00Z", "2026-11-22T00:00:00.001Z"],
])("a flag that expires at %j lives through the whole day or up to the hour", (expires, before, last, past) => {
  expect(rulesAt(before, expires)).toEqual([]);
  expect(rulesAt(last, expires)).toEqual([]);
  expect(rulesAt(past, expires)).toEqual(["expired"]);
});
