import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, it } from "vitest";

import { FeatureFlagService, type User } from "../../src/index.js";

interface Vectors {
  readonly users: readonly { readonly user_id: string; readonly email?: string; readonly tier?: string }[];
  readonly evaluations: readonly { flag: string; user: number; enabled: boolean; variant: string | null }[];
}

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/vectors/${name}`, import.meta.url));

describe("a service over the published vectors", () => {
  it("answers every row", async () => {
    const service = await FeatureFlagService.open({ file: fixture("feature_flags.json") });
    const vectors = JSON.parse(readFileSync(fixture("evaluations.json"), "utf8")) as Vectors;
    const users = vectors.users.map(({ user_id, email, tier }): User => ({ userId: user_id, email, tier }));
    const answers = vectors.evaluations.map(({ flag, user }) => ({
      flag,
      user,
      enabled: service.isEnabled(flag, users[user]),
      variant: service.getVariant(flag, users[user]!),
    }));
    expect(answers).toHaveLength(2_800);
    expect(answers).toEqual(vectors.evaluations);
  });
});
