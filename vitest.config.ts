import { createRequire } from "node:module";
import { defineConfig } from "vitest/config";

/**
 * Vite would resolve `graphql` to its ES modules while Apollo's packages load the CommonJS ones: two copies whose
 * types do not know each other. Node itself loads the CommonJS copy for everybody, so the tests do too.
 */
const resolve = {
  alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve("graphql") }],
};

const timeouts = { testTimeout: 60_000, hookTimeout: 120_000 };
const sample = { globalSetup: "test/support/loadSample.ts" };
const exclude = ["**/node_modules/**"];
const units = ["{gateway,subgraphs}/**/*.test.ts", "test/bench/**/*.test.ts"];

/**
 * `units` beside the code, `joined` over the composed graph (needs the sample data, loaded once); heavier and run by
 * commands of their own: `processes` (the programs as they are started), `differential` (thousands of random operations),
 * `fuzz` (thousands of hostile inputs at the front doors), `browser` (in a real Chromium).
 */
export default defineConfig({
  test: {
    projects: [
      // One module graph for all files: loading Apollo's packages anew for each would take most of the time.
      { resolve, test: { name: "units", include: units, exclude, isolate: false, ...timeouts } },
      { resolve, test: { name: "joined", include: ["test/*.test.ts"], ...sample, ...timeouts } },
      {
        resolve,
        test: {
          name: "differential",
          include: ["test/differential/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 120_000,
        },
      },
      { resolve, test: { name: "fuzz", include: ["test/fuzz/**/*.test.ts"], ...timeouts } },
      { resolve, test: { name: "processes", include: ["test/processes/*.test.ts"], ...sample, ...timeouts } },
      { resolve, test: { name: "browser", include: ["test/browser/*.test.ts"], ...sample, ...timeouts } },
    ],
  },
});
