import { readFile } from "node:fs/promises";
import path from "node:path";
import wabt from "wabt";

/** Lets an import of `*.wat` give a function that makes an instance of the module: for the bundler and for the tests. */
export const wat = {
  name: "wat",
  async load(id) {
    if (!id.endsWith(".wat")) return undefined;
    const { parseWat } = await wabt();
    const module = parseWat(path.basename(id), await readFile(id, "utf8"), { simd: true });
    const { buffer } = module.toBinary({});
    module.destroy();
    const instance = `new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(${buffer.join()})))`;
    return { code: `export default () => ${instance}.exports;`, moduleType: "js" };
  },
};
