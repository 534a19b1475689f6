import manifest from "../package.json" with { type: "json" };

// Not by a pattern: all of the manifest would go into the program.
export const version = manifest.version;
