import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { makePlace, run } from "../support/program.js";

const library = pathToFileURL(join(import.meta.dirname, "../../dist/lib/index.js")).href;

describe("the built library", () => {
  it("reads and writes, and ff sees the same", async () => {
    const place = makePlace();
    place.write(
      "application.mjs",
      `import { FeatureFlagService } from ${JSON.stringify(library)};
       const flags = await FeatureFlagService.open({ file: "flags.json", createIfMissing: true, actor: "app" });
       await flags.createFlag("one", { percentage: 5, metadata: { owner: "web" } });
       await flags.rolloutPercentage("one", 50, { reason: "from code" });
       await flags.enableForTiers("two", ["pro"]);
       await flags.createAbTest("three", { A: 50, B: 50 });
       const user = { userId: "user123", tier: "pro" };
       console.log(JSON.stringify(["one", "two", "three"].map((name) => flags.evaluate(name, user))));
       console.log(await flags.deleteFlag("two"), await flags.deleteFlag("two"));
       await flags.close();`,
    );
    const application = await run([process.execPath, "application.mjs"], { cwd: place.folder, env: process.env });
    expect(application.stderr).toBe("");
    const [evaluations = "", deleted] = application.stdout.split("\n");
    expect(deleted).toBe("true false");

    const log = JSON.parse((await place.ff(["log", "--file", "flags.json", "--json"])).stdout) as object[];
    expect(log[3]).toMatchObject({ flag: "one", command: "rolloutPercentage", actor: "app", reason: "from code" });
    for (const evaluation of JSON.parse(evaluations) as { flag: string; enabled: boolean; bucket: number | null }[]) {
      if (evaluation.flag === "two") continue;
      const check = await place.ff(["check", evaluation.flag, "--user", "user123", "--file", "flags.json", "--json"]);
      const { enabled, bucket } = evaluation;
      expect(JSON.parse(check.stdout)).toMatchObject({ enabled, bucket });
    }
  });
});
