import { join } from "node:path";
import { writeTextFile } from "./text-file.mjs";

const tiers = ["free", "pro", "enterprise"];
const countries = ["DE", "FR", "JP", "US", "BR"];

/** Writes a CSV file of ids and nothing else. */
export function writeIds(folder, count) {
  return write(folder, `ids-${count}.csv`, "user_id\n", count, (index) => `user${index}\n`);
}

/** Writes JSON Lines of users with attributes, about 120 bytes each. */
export function writeLines(folder, count) {
  const line = (index) => ({
    user_id: `user${index}`,
    email: `user${index}@example${index % 50}.com`,
    tier: tiers[index % tiers.length],
    country: countries[index % countries.length],
    plan_since: `20${10 + (index % 15)}-0${1 + (index % 9)}-15`,
  });
  return write(folder, `users-${count}.jsonl`, "", count, (index) => `${JSON.stringify(line(index))}\n`);
}

function write(folder, name, header, count, lineOf) {
  const file = join(folder, name);
  writeTextFile(file, lines());
  return file;

  function* lines() {
    yield header;
    for (let index = 0; index < count; index++) yield lineOf(index);
  }
}
