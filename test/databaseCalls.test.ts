// Joins never fan out: how many database calls an operation makes depends on its shape, not on how much data there is.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { readOperations } from "../gateway/console/readOperations.ts";
import { EVERYTHING_CLEAR } from "../subgraphs/kit/testing/callers.ts";
import { openJoinedGraph } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs, SAMPLE } from "./support/sampleStores.ts";

async function openCounted(directory: string, sample = SAMPLE) {
  const { transports, calls } = await openSampleSubgraphs(directory, sample);
  // No call counts as slow, however busy the machine is: slow ones are not waited for.
  const graph = await openJoinedGraph(transports, { maxBatchWaitMs: 60_000 });
  return {
    dispose: () => graph[Symbol.asyncDispose](),
    /** Database calls by subgraph, collection and method. */
    async callsOf(query: string, variables: Record<string, unknown> = {}): Promise<Record<string, number>> {
      for (const count of calls.values()) count.reset();
      expect((await graph.ask(query, variables, EVERYTHING_CLEAR)).errors).toBeUndefined();
      return Object.fromEntries(
        [...calls]
          .flatMap(([name, count]) =>
            [...count.byMethod].map(([method, times]) => [`${name}.${method}`, times]),
          )
          .sort(),
      );
    },
  };
}

let small: Awaited<ReturnType<typeof openCounted>>;
let large: Awaited<ReturnType<typeof openCounted>>;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "liandong-small-"));
  small = await openCounted(directory, { ...SAMPLE, scale: 0.3 });
  large = await openCounted(inject("sampleDirectory"));
});
afterAll(async () => {
  await small.dispose();
  await large.dispose();
  await rm(directory, { recursive: true, force: true });
});

/**
 * The same calls, of the same number. What only one size of data has at all (a volunteer with a benefit, say) is one call
 * there, never one for each row.
 */
function expectSameCalls(some: Record<string, number>, others: Record<string, number>): void {
  for (const method of new Set([...Object.keys(some), ...Object.keys(others)])) {
    const both = method in some && method in others;
    expect([method, some[method] ?? 1], JSON.stringify({ some, others })).toEqual([
      method,
      both ? others[method] : 1,
    ]);
    if (!both) expect([method, others[method] ?? 1]).toEqual([method, 1]);
  }
}

describe("the example operations make the same database calls at two sizes of data", () => {
  // The audit trail is in no database.
  const names = readOperations().flatMap(({ name }) => (name === "auditTrail" ? [] : [name]));
  it.each(names)("%s", async (name) => {
    const { query, variables } = readOperations().find((one) => one.name === name) ?? { query: "" };
    expectSameCalls(await small.callsOf(query, variables), await large.callsOf(query, variables));
  });
});

describe("a longer page makes no more database calls", () => {
  it("the headline's joins over 5 and over 100 workers", async () => {
    const query = `query ($first: Int!) {
      medicalSocialWorkers(first: $first) {
        nodes {
          name certificates { level } institution { name }
          communityCounterparts { worker { name station { name volunteering { hours } } } }
          suggestedCounterparts(first: 3) { worker { name } }
        }
      }
    }`;
    expect(await large.callsOf(query, { first: 5 })).toEqual(await large.callsOf(query, { first: 100 }));
  });

  it("children of few and of many parents", async () => {
    const query = `query ($first: Int!) {
      medicalInstitutions(first: $first) {
        nodes { medicalSocialWorkers(first: 2) { totalCount nodes { name } } volunteering { hours volunteersServed(first: 2) { nodes { hours } } } referrals(first: 1) { nodes { status } } }
      }
    }`;
    expect(await large.callsOf(query, { first: 20 })).toEqual(await large.callsOf(query, { first: 80 }));
  });
});
