import { expect, it } from "vitest";
import { FfError } from "../../src/errors.js";
import { MemoryStore } from "../../src/store/memory.js";
import { validate } from "../../src/validate/validate.js";
import { FakeContext } from "../commands/context.js";

/** A file that the store refuses, and that can't be read as a mere input either. */
class Refusing extends FakeContext {
  override openStore(): MemoryStore {
    const store = new MemoryStore(() => this.now());
    store.read = () => Promise.reject(new FfError("INVALID_FILE", "no flags file"));
    return store;
  }

  override readInput(): Promise<never> {
    return Promise.reject(new FfError("INVALID_FILE", "larger than ff can read"));
  }
}

it.each([
  ["feature_flags.json", "no flags file"],
  ["/dev/fd/63", "larger than ff can read"],
])("of two refusals of %s, tells the one that it is about: %s", async (file, said) => {
  await expect(validate(new Refusing(), { files: [file] })).rejects.toThrow(said);
});
