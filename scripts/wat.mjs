import { Buffer } from "node:buffer";
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
    // As one text: an array of numbers is compiled, kept and run number by number.
    const bytes = `Buffer.from("${Buffer.from(buffer).toString("base64")}", "base64")`;
    const instance = `new WebAssembly.Instance(new WebAssembly.Module(${bytes}))`;
    return {
      code: `import { Buffer } from "node:buffer";\nexport default () => ${instance}.exports;`,
      moduleType: "js",
    };
  },
};
