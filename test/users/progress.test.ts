import { expect, it } from "vitest";

import { withProgress } from "../../src/users/progress.js";
import { syntheticUsers } from "../../src/users/user-source.js";

it("tells how many users have been taken, and takes it off the screen when the reader stops", async () => {
  const told: (string | number)[] = [];
  const context = {
    startProgress: async (label: string) => {
      told.push(label);
      return {
        update: (done: number, total: number | null) => told.push(done, total ?? "?"),
        end: () => told.push("end"),
      };
    },
  };
  const source = withProgress(context, syntheticUsers(5000), 5000);
  for await (const batch of source.batches()) expect(batch.length).toBeGreaterThan(0);
  expect(told).toEqual(["5,000 synthetic ids", 4096, 5000, 5000, 5000, "end"]);

  told.length = 0;
  for await (const batch of source.batches()) if (batch.length > 0) break;
  expect(told).toEqual(["5,000 synthetic ids", "end"]);
});
