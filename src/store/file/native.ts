import { createRequire } from "node:module";
import type nativeExtensions from "fs-native-extensions";

/** What the package's binary exports; the calls of its entry take other arguments. */
export type Native = typeof nativeExtensions;

let loading: Promise<Native> | undefined;

/**
 * What Node has not: kernel locks, the exchange of two names, extended attributes.
 * @throws where the package has no binary for this system, as for musl
 */
export function loadNative(): Promise<Native> {
  return (loading ??= load());
}

/** The package itself reads a dozen modules to find its binary, which takes as long as half a start of Node. */
async function load(): Promise<Native> {
  const name = "fs-native-extensions";
  const require = createRequire(import.meta.filename);
  try {
    return require(`${name}/prebuilds/${process.platform}-${process.arch}/${name}.node`) as Native;
  } catch {
    return require(`${name}/binding.js`) as Native;
  }
}
