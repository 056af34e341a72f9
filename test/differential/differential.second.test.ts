// Random subgraphs, random data, random valid operations: the engine answers as one merged schema would, and Apollo
// Gateway's executor is compared along with it. (Shard 2 of 2, so that two cores share the work.)
import { expect, it } from "vitest";
import { compareRandomGraphs } from "./compareRandomGraphs.ts";
import { readSettings } from "./readSettings.ts";

const settings = readSettings(process.env);

it("every difference from the oracle is explained", {
  timeout: Math.max(300_000, settings.runs * 60),
}, async () => {
  const { graphs, operations, refused, tally } = await compareRandomGraphs(settings, { index: 1, of: 2 });
  console.info(
    `seed ${settings.seed}: ${operations} operations over ${graphs} graphs (${refused} refused)`,
    Object.fromEntries(tally),
  );
  expect(operations).toBeGreaterThanOrEqual(Math.floor(settings.runs / 2) - settings.runsPerGraph);
  // A generator that seldom composes would compare less than it says.
  expect(refused).toBeLessThan(graphs / 2 + 5);
});
