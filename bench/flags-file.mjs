import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Runs work in a folder of its own with a flags file of this many flags (about 400 bytes each), as json.dump(indent=2) lays it out. */
export async function withFlags(count, work) {
  const folder = mkdtempSync(join(tmpdir(), "ff-bench-"));
  try {
    writeFileSync(join(folder, "feature_flags.json"), JSON.stringify(flags(count), null, 2));
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function flags(count) {
  const entries = Array.from({ length: count }, (_, index) => {
    const name = `flag_${index}`;
    return [
      name,
      {
        name,
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
      },
    ];
  });
  return Object.fromEntries(entries);
}
