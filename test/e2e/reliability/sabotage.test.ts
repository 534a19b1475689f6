import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../../..");
const { sabotages, withSabotaged } = (await import(join(root, "torture/sabotage.mjs"))) as {
  sabotages: readonly { readonly name: string; readonly replace: unknown }[];
  withSabotaged(root: string, replace: unknown, work: (program: string) => Promise<boolean>): Promise<boolean>;
};

// To see the torture suite fail takes minutes; that there is something to take out must not wait for that.
it.each(sabotages)("what a sabotage takes out stands in the built program: $name", async ({ replace }) => {
  await expect(withSabotaged(root, replace, (program) => Promise.resolve(existsSync(program)))).resolves.toBe(true);
});
