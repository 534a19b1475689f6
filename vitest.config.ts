import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests change the working directory and send signals, which worker threads cannot.
    pool: "forks",
    // End-to-end tests start whole processes, slowly where several suites share two cores.
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
