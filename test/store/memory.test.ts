import { describe, expect, it } from "vitest";
import { MemoryStore } from "../../src/store/memory.js";
import { itKeepsTheContract } from "../contracts/flag-store.js";

describe("MemoryStore", () => {
  itKeepsTheContract(() => {
    const store = new MemoryStore(() => new Date(), null);
    return { store, other: store };
  });

  it("begins with the text it is given, and without one with no flags", async () => {
    const text = '{\n  "checkout": { "enabled": true }\n}\n';
    expect((await new MemoryStore(() => new Date(), text).read()).text("checkout")).toBe('{ "enabled": true }');
    expect((await new MemoryStore(() => new Date()).read()).size).toBe(0);
  });
});
