import type { JsonObject } from "../codegen.ts";
import { combineOperations } from "../plan/combineOperations.ts";
import type { SubgraphOperation } from "../plan/SubgraphOperation.ts";
import { absorbGroups } from "./absorbGroups.ts";
import type { EntityGroup } from "./EntityGroup.ts";
import type { CallOutcome, Run } from "./Run.ts";
import { settleGroups } from "./settleGroups.ts";

/** Most combined operations kept with a plan, and most refused ones remembered. */
const MAX_COMBINATIONS = 64;
const MAX_REFUSALS = 1_000;

/** Asks a subgraph for groups of entities, in one request where that is possible, and merges the answers. */
export async function askGroups(run: Run, all: readonly EntityGroup[]): Promise<void> {
  const inOrder = [...all].sort((a, b) => a.fetch.template - b.fetch.template);
  // Groups with values of their own for a variable cannot stand beside others.
  const withContext = inOrder.filter(({ contextValues }) => contextValues);
  const groups = absorbGroups(inOrder.filter(({ contextValues }) => !contextValues));
  const combined = groups.length > 1 ? combine(run, groups) : undefined;
  const asked = [...withContext, ...(combined ? [] : groups)].map((group) => askAlone(run, group));
  if (combined) await Promise.all([askCombined(run, combined, groups), ...asked]);
  else await Promise.all(asked);
}

function combine(run: Run, groups: readonly EntityGroup[]): SubgraphOperation | undefined {
  const { combinations } = run.operation.plan;
  const key = groups.map(({ fetch }) => fetch.template).join();
  if (!combinations.has(key)) {
    if (combinations.size >= MAX_COMBINATIONS) return undefined;
    combinations.set(key, combineOperations(groups.map(({ fetch }) => fetch.operation)));
  }
  const combined = combinations.get(key);
  return combined && !run.environment.refusedCombinations.has(combined.text) ? combined : undefined;
}

async function askAlone(run: Run, group: EntityGroup): Promise<CallOutcome> {
  const { operation, subgraph } = group.fetch;
  const variables: JsonObject = { ...run.variablesOf(operation), ...group.contextValues };
  variables.representations = group.representations;
  const outcome = await run.call(subgraph, operation, variables);
  await settle(run, [{ group, alias: "_entities" }], outcome);
  return outcome;
}

async function askCombined(
  run: Run,
  operation: SubgraphOperation,
  groups: readonly EntityGroup[],
): Promise<void> {
  const variables = run.variablesOf(operation);
  for (const [index, { representations }] of groups.entries()) variables[`_r${index}`] = representations;
  const [first] = groups as [EntityGroup];
  const outcome = await run.call(first.fetch.subgraph, operation, variables);
  const isRefused = !("failure" in outcome) && !outcome.data && outcome.errors.length > 0;
  if (!isRefused) {
    const parts = groups.map((group, index) => ({ group, alias: `_e${index}` }));
    return settle(run, parts, outcome);
  }
  // One part's failure must not take the others with it, and some servers take no aliases: ask one by one.
  const outcomes = await Promise.all(groups.map((group) => askAlone(run, group)));
  const { refusedCombinations } = run.environment;
  const isAccepted = outcomes.every((one) => "data" in one && one.data);
  if (isAccepted && refusedCombinations.size < MAX_REFUSALS) refusedCombinations.add(operation.text);
}

/** Merges answers; guests whose host met an error ask for themselves, since the error may be of a field they do not ask. */
async function settle(
  run: Run,
  parts: Parameters<typeof settleGroups>[1],
  outcome: CallOutcome,
): Promise<void> {
  const unanswered = settleGroups(run, parts, outcome);
  if (unanswered.length > 0) await Promise.all(unanswered.map((group) => askAlone(run, group)));
}
