import { defineConfig } from "vitest/config";

const slow = { testTimeout: 300_000, hookTimeout: 120_000, fileParallelism: false };

export default defineConfig({
  test: {
    // Two cores are what a small server and a CI machine have.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/**/*.test.ts", "test/**/*.test.ts", "web/src/**/*.test.ts"],
          exclude: ["test/conformance/**", "test/crash/**", "test/browser/**"],
          setupFiles: ["test/support/seed.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: "browser", include: ["test/browser/**/*.test.ts"], ...slow, testTimeout: 60_000 } },
      { test: { name: "conformance", include: ["test/conformance/**/*.test.ts"], ...slow } },
      { test: { name: "crash", include: ["test/crash/**/*.test.ts"], ...slow, testTimeout: 1_800_000 } },
    ],
  },
});
