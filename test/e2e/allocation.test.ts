import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";

import { flag, flagsFile, flagsText } from "../support/flags.js";
import { makePlace, run } from "../support/program.js";

const library = pathToFileURL(join(import.meta.dirname, "../../dist/lib/index.mjs")).href;

const longName = "checkout_with_a_name_that_needs_a_second_block_of_the_hash";
const flags = [
  flag("rollout", { strategy: "percentage", percentage: 50 }),
  flag(longName, { strategy: "percentage", percentage: 50 }),
  flag("users", { strategy: "user_list", user_ids: ["user1", "user2"] }),
  flag("tiers", { strategy: "user_tier", user_tiers: ["pro"] }),
  flag("domains", { strategy: "email_domain", email_domains: ["company.com", "example.org"] }),
  flag("test", { strategy: "ab_test", ab_test_allocation: { A: 50, B: 40 } }),
  flag("everybody", { strategy: "all" }),
  flag("nobody", { strategy: "none" }),
  flag("paused", { enabled: false, strategy: "all" }),
  flag("damaged", { strategy: "unheard_of" as "all" }),
];

/**
 * Bytes that a call leaves on the heap, counted over 100,000 calls: the least of several rounds, since what V8 does in
 * the meantime with the code itself takes space too, now and then, but a call that makes an object makes it every time.
 */
const measure = `
import { FeatureFlagService } from ${JSON.stringify(library)};
const service = await FeatureFlagService.open({ file: ${JSON.stringify(flagsFile)} });
const users = Array.from({ length: 100 }, (_, index) => ({
  userId: index % 2 ? "user" + index : "550e8400-e29b-41d4-a716-4466554400" + index,
  tier: index % 3 ? "pro" : "free",
  email: "ada" + index + (index % 5 ? "@Company.COM" : "@elsewhere.net"),
}));
// Texts that were just put together are made flat by whoever reads them first.
for (const user of users) for (const text of Object.values(user)) Object.hasOwn(user, text);

function bytesPerCall(ask) {
  const calls = 100_000;
  let least = Infinity;
  for (let round = 0; round < 8; round++) {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let call = 0; call < calls; call++) ask(users[call % users.length]);
    least = Math.min(least, (process.memoryUsage().heapUsed - before) / calls);
  }
  return least;
}
const names = ${JSON.stringify([...flags.map(({ name }) => name), "unknown"])};
const asked = Object.fromEntries(names.map((name) => [name, bytesPerCall((user) => service.isEnabled(name, user))]));
let turn = 0;
asked["a flag after the other"] = bytesPerCall((user) => service.isEnabled(names[turn++ % names.length], user));
asked["getVariant"] = bytesPerCall((user) => service.getVariant("test", user));
const control = bytesPerCall((user) => service.evaluate("everybody", user));
console.log(JSON.stringify({ asked, control }));
`;

/** Bytes that the process holds after ten changes of a file, and after fifty more. */
const measureChanges = `
import { FeatureFlagService } from ${JSON.stringify(library)};
const service = await FeatureFlagService.open({ file: ${JSON.stringify(flagsFile)} });
async function heldAfter(changes) {
  for (let change = 1; change <= changes; change++) await service.rolloutPercentage("checkout", change);
  // Bytes that the first one finds without an owner are given back while the second one waits.
  gc();
  gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
console.log(JSON.stringify([await heldAfter(10), await heldAfter(50)]));
`;

it("a service holds no more after many changes than after a few", async () => {
  const place = makePlace();
  const fileBytes = 1_000_000;
  place.write(flagsFile, JSON.stringify({ large: { name: "large", metadata: { note: "x".repeat(fileBytes) } } }));
  place.write("measure.mjs", measureChanges);
  const { stdout, stderr } = await run([process.execPath, "--expose-gc", "measure.mjs"], {
    cwd: place.folder,
    env: process.env,
  });
  expect(stderr).toBe("");
  const [few = NaN, many = NaN] = JSON.parse(stdout) as number[];
  expect(many - few).toBeLessThan(10 * fileBytes);
});

// What makes an object makes it in every run; what V8 optimises late, it does not.
it("isEnabled and getVariant leave nothing on the heap", { retry: 2 }, async () => {
  const place = makePlace();
  place.write(flagsFile, flagsText(flags));
  place.write("measure.mjs", measure);
  // A young generation that the calls could not fill: what they leave is counted, not cleared away.
  const command = [process.execPath, "--expose-gc", "--min-semi-space-size=64", "measure.mjs"];
  const { stdout, stderr } = await run(command, { cwd: place.folder, env: process.env });
  expect(stderr).toBe("");
  const { asked, control } = JSON.parse(stdout) as { asked: Record<string, number>; control: number };
  expect(Object.keys(asked)).toHaveLength(flags.length + 3);
  // The smallest object takes 16 bytes; a whole answer shows that the measure sees them.
  expect(Object.entries(asked).filter(([, bytes]) => bytes >= 1)).toEqual([]);
  expect(control).toBeGreaterThan(16);
});
