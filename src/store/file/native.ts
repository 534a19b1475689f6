import { createRequire } from "node:module";
import type nativeExtensions from "fs-native-extensions";

type Native = typeof nativeExtensions;

let loading: Promise<Native> | undefined;

/**
 * The kernel locks and the exchange of two names that Node has not.
 * @throws where the package has no binary for this system, as for musl
 */
export function loadNative(): Promise<Native> {
  return (loading ??= load());
}

/**
 * The package's own entry reads a dozen modules to find its binary, which takes as long as half a start of Node. Its
 * place is known, and the calls used here are the same in both.
 */
async function load(): Promise<Native> {
  const name = "fs-native-extensions";
  try {
    const require = createRequire(import.meta.filename);
    return require(`${name}/prebuilds/${process.platform}-${process.arch}/${name}.node`) as Native;
  } catch {
    return (await import("fs-native-extensions")).default;
  }
}
