import fc from "fast-check";
import { expect, it } from "vitest";

import { reading } from "./readings.js";

const pieces = [
  "user_id",
  "email",
  "tier",
  "ada",
  "é",
  "🙂",
  ",",
  ",",
  '"',
  '""',
  "\n",
  "\n",
  "\r\n",
  "\r",
  "\0",
  "\ufeff",
  " ",
  "=1",
];
const csv = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...pieces) }, fc.string({ unit: "binary", maxLength: 3 })))
  .map((parts) => Buffer.from(parts.join("")));
const csvWithHeader = csv.map((rows) => Buffer.concat([Buffer.from("user_id,tier\n"), rows]));

const value = fc.oneof(fc.constantFrom("ada", "", "é", "🙂", "a\nb", null, 7), fc.jsonValue({ maxDepth: 1 }));
const row = fc.dictionary(fc.constantFrom("user_id", "userId", "email", "tier", "plan"), value);
const jsonLines = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: row.map((one) => JSON.stringify(one)) },
      fc.constantFrom("", " ", "{", "[1]", "nul"),
    ),
  )
  .map((rows) => Buffer.from(`{"user_id":"first"}\n${rows.join("\n")}`));

/** Some byte is replaced, so that there is what is no UTF-8. */
const content = fc
  .tuple(fc.oneof(csv, csvWithHeader, jsonLines), fc.option(fc.tuple(fc.nat(), fc.nat(255)), { freq: 3 }))
  .map(([bytes, change]) => {
    const [at, byte] = change ?? [0, bytes[0] ?? 0];
    return bytes.length === 0 ? bytes : bytes.with(at % bytes.length, byte);
  });

it("how the bytes are cut into chunks makes no difference to users, notices and errors", async () => {
  const seen = { users: 0, skipped: 0, failed: 0 };
  await fc.assert(
    fc.asyncProperty(content, fc.integer({ min: 1, max: 12 }), fc.boolean(), async (bytes, chunkBytes, skipBad) => {
      const whole = await reading(bytes, { skipBad, chunkBytes: 1 << 20 });
      expect(await reading(bytes, { skipBad, chunkBytes })).toEqual(whole);
      if (whole.users.length > 1) seen.users++;
      if (whole.skipped > 0) seen.skipped++;
      if (whole.error !== null) seen.failed++;
    }),
    { numRuns: 2000 },
  );
  // A generator that only makes one kind of input would prove little.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(25);
});
