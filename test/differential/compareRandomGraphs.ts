import fc from "fast-check";
import { GraphComparison, type Tally } from "./compareOverGraph.ts";
import { openGraph } from "./graph/openGraph.ts";
import { ourExecutor } from "./graph/ourExecutor.ts";
import { generateOperation } from "./operations/generateOperation.ts";
import type { DifferentialSettings } from "./readSettings.ts";
import { Dice } from "./world/Dice.ts";
import { generateWorld } from "./world/generateWorld.ts";

export interface ComparisonSummary {
  graphs: number;
  operations: number;
  /** Worlds that do not compose, and were passed over. */
  refused: number;
  tally: Tally;
}

/**
 * Compares over one shard of the random graphs of a seed.
 * @throws Error at the first unexplained difference, with seed and counterexample
 */
export async function compareRandomGraphs(
  { seed, runs, runsPerGraph }: DifferentialSettings,
  shard: { index: number; of: number },
): Promise<ComparisonSummary> {
  const numRuns = Math.ceil(runs / runsPerGraph);
  const seeds = fc.sample(fc.noBias(fc.integer()), { seed, numRuns });
  const summary: ComparisonSummary = { graphs: 0, operations: 0, refused: 0, tally: new Map() };
  for (const [index, worldSeed] of seeds.entries()) {
    if (index % shard.of !== shard.index) continue;
    const { graph, refused } = composableGraph(worldSeed);
    summary.refused += refused;
    summary.graphs++;
    await using ours = await ourExecutor(graph.supergraphSdl, graph.transports);
    const comparison = new GraphComparison(graph, ours, summary.tally);
    const property = fc.asyncProperty(fc.noShrink(fc.noBias(fc.integer())), async (operationSeed) => {
      summary.operations++;
      await comparison.check(generateOperation(graph.schema, new Dice(operationSeed)));
    });
    // Operations are reduced by our own reducer, which knows GraphQL; fast-check only draws and reports.
    const details = await fc.check(property, {
      seed: worldSeed,
      numRuns: Math.min(runsPerGraph, runs),
      endOnFailure: true,
    });
    if (details.failed)
      throw new Error(
        `DIFFERENTIAL_SEED=${seed} world ${worldSeed} operation ${details.counterexample?.[0]}: ${(details.errorInstance as Error)?.message}`,
      );
  }
  return summary;
}

function composableGraph(seed: number) {
  for (let refused = 0; refused < 20; refused++) {
    const graph = openGraph(generateWorld(seed + refused));
    if (!("errors" in graph)) return { graph, refused };
  }
  throw new Error(`no world near ${seed} composes: the generator is at fault`);
}
