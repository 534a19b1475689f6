import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { makePlace, run } from "../support/program.js";

const folder = join(import.meta.dirname, "../../dist/lib");
const asModule = JSON.stringify(pathToFileURL(join(folder, "index.mjs")).href);
const asCommonJs = JSON.stringify(join(folder, "index.js"));

describe("the built library", () => {
  it.each([
    ["import", `const { FeatureFlagService } = await import(${asModule});`],
    ["require", `const { FeatureFlagService } = require(${asCommonJs});`],
  ])("by %s reads and writes, and ff sees the same", async (way, load) => {
    const place = makePlace();
    place.write(
      way === "import" ? "application.mjs" : "application.cjs",
      `(async () => {
       ${load}
       const flags = await FeatureFlagService.open({ file: "flags.json", createIfMissing: true, actor: "app" });
       await flags.createFlag("one", { percentage: 5, metadata: { owner: "web" } });
       await flags.rolloutPercentage("one", 50, { reason: "from code" });
       await flags.enableForTiers("two", ["pro"]);
       await flags.createAbTest("three", { A: 50, B: 50 });
       const user = { userId: "user123", tier: "pro" };
       console.log(JSON.stringify(["one", "two", "three"].map((name) => flags.evaluate(name, user))));
       console.log(await flags.deleteFlag("two"), await flags.deleteFlag("two"));
       await flags.close();
       })();`,
    );
    const application = await run([process.execPath, way === "import" ? "application.mjs" : "application.cjs"], {
      cwd: place.folder,
      env: process.env,
    });
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

  it("is one and the same, however it is loaded", async () => {
    const place = makePlace();
    place.write(
      "application.mjs",
      `import { createRequire } from "node:module";
       import * as imported from ${asModule};
       const required = createRequire(import.meta.url)(${asCommonJs});
       console.log(Object.keys(imported).filter((name) => imported[name] === required[name]).join());`,
    );
    const { stdout } = await run([process.execPath, "application.mjs"], { cwd: place.folder, env: process.env });
    expect(stdout).toBe("FeatureFlagService,FfError,emailDomain,strategies\n");
  });

  it("declares its types, and none that only the program is made of", () => {
    const declarations = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".d.ts"))
      .sort();
    expect(declarations).toEqual([
      "command-line.d.ts",
      "errors.d.ts",
      "eval/email-domain.d.ts",
      "eval/evaluation.d.ts",
      "index.d.ts",
      "model/flag.d.ts",
      "service.d.ts",
    ]);
  });
});
