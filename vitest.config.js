import { defineConfig } from "vitest/config";

import { wat } from "./scripts/wat.mjs";

export default defineConfig({
  plugins: [wat],
  test: {
    include: ["test/**/*.test.ts"],
    // Tests change the working directory and send signals, which worker threads cannot.
    pool: "forks",
    // Most of the time a test waits for the processes that it started.
    maxWorkers: "100%",
    // End-to-end tests start whole processes, slowly where several suites share two cores.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
