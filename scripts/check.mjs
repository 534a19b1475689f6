import { spawn } from "node:child_process";

const checks = ["check:types", "check:lint", "check:format", "check:unused"];

function run(check) {
  return new Promise((resolve, reject) => {
    const child = spawn("npm", ["run", "--silent", check], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ check, passed: code === 0, output }));
  });
}

// Side by side, and all of them even when one fails: one run shows everything there is to mend.
const results = await Promise.all(checks.map(run));
for (const { check, passed, output } of results) {
  console.log(`${passed ? "passed" : "FAILED"}  ${check}`);
  if (!passed) console.log(output);
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1;
