import { defineConfig } from "vitest/config";

/**
 * `unit` runs in the checkout as it stands; `browser` starts the product and drives Chromium; `long` is the night's run of
 * the random sessions and is chosen by name only.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"],
          exclude: ["**/*.long.test.ts", "**/*.browser.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "browser",
          include: ["packages/*/test/**/*.browser.test.ts", "apps/*/test/**/*.browser.test.ts"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          fileParallelism: false,
        },
      },
      ...(process.env.ADREF_LONG
        ? [{ test: { name: "long", include: ["**/*.long.test.ts"], testTimeout: 2 * 3_600_000 } }]
        : []),
    ],
  },
});
