import { execFileSync } from "node:child_process";
import { fileURLToPath, URL } from "node:url";

let executable;

/** The command that runs a script; python3 may be a wrapper which takes longer to find the real one than that. */
export function python(script, ...words) {
  executable ??= execFileSync("python3", ["-c", "import sys; print(sys.executable)"], { encoding: "utf8" }).trim();
  return [executable, "-IS", fileURLToPath(new URL(script, import.meta.url)), ...words];
}
