import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeTextFile } from "./text-file.mjs";

/** Writes a flags file of this many flags, about 400 bytes each, as Python's json.dump(indent=2) lays it out. */
export function writeFlags(file, count) {
  writeTextFile(file, textOf(count));
}

/** Makes a folder with such a file. */
export function makeFlags(parent, count, name = `flags-${count}`) {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  writeFlags(join(folder, "feature_flags.json"), count);
  return folder;
}

function* textOf(count) {
  yield "{\n";
  for (let index = 0; index < count; index++) {
    const text = JSON.stringify(flag(index), null, 2).replaceAll("\n", "\n  ");
    yield `  "flag_${index}": ${text}${index < count - 1 ? "," : ""}\n`;
  }
  yield "}\n";
}

const flag = (index) => ({
  name: `flag_${index}`,
  enabled: true,
  strategy: "percentage",
  percentage: index % 101,
  user_ids: [],
  user_tiers: [],
  email_domains: [],
  ab_test_variant: null,
  ab_test_allocation: {},
  metadata: { owner: `team-${index % 7}` },
  created_at: "2024-01-25T10:30:00",
  updated_at: "2024-01-25T11:45:00",
});
