import { SubgraphFailure } from "../../transport/SubgraphFailure.ts";
import { isJsonObject, type JsonObject, ownValue } from "../codegen.ts";
import { cloneJson } from "../mergeAnswers.ts";
import type { RootFetch } from "../plan/compileFetch.ts";
import type { Step } from "../plan/compilePlan.ts";
import type { Run } from "./Run.ts";

/** Runs a step of a plan; failures are errors of the run, never exceptions. */
export function runStep(run: Run, step: Step): Promise<void> | undefined {
  switch (step.kind) {
    case "root":
      return runRootFetch(run, step.fetch);
    case "entities":
      return run.batch(step.fetch.batch).join(step.fetch);
    case "sequence":
      return runSequence(run, step.steps, 0);
    case "parallel":
      return runParallel(run, step.steps);
    case "condition": {
      const holds = ownValue(run.variables, step.variable) === true;
      const [chosen, passedOver] = holds ? [step.whenTrue, step.whenFalse] : [step.whenFalse, step.whenTrue];
      if (passedOver) passOver(run, passedOver);
      return chosen && runStep(run, chosen);
    }
  }
}

function runSequence(run: Run, steps: readonly Step[], from: number): Promise<void> | undefined {
  for (let index = from; index < steps.length; index++) {
    const pending = runStep(run, steps[index] as Step);
    if (pending) return pending.then(() => runSequence(run, steps, index + 1));
  }
  return undefined;
}

function runParallel(run: Run, steps: readonly Step[]): Promise<void> | undefined {
  const pending: Promise<void>[] = [];
  for (const step of steps) {
    const one = runStep(run, step);
    if (one) pending.push(one);
  }
  if (pending.length < 2) return pending[0];
  return Promise.all(pending).then(() => {});
}

/** Tells the batches of a branch that is not taken that nobody comes. */
function passOver(run: Run, step: Step): void {
  if (step.kind === "entities") run.batch(step.fetch.batch).passOver(step.fetch);
  else if (step.kind === "condition") {
    if (step.whenTrue) passOver(run, step.whenTrue);
    if (step.whenFalse) passOver(run, step.whenFalse);
  } else if (step.kind !== "root") {
    for (const child of step.steps) passOver(run, child);
  }
}

async function runRootFetch(run: Run, fetch: RootFetch): Promise<void> {
  const targets = fetch.path.length === 0 ? [run.data] : fetch.collect(run.data);
  if (targets.length === 0 || run.isStopped) return;
  const { operation, subgraph } = fetch;
  run.progress.begin([fetch]);
  const outcome = await run.call(subgraph, operation, run.variablesOf(operation));
  run.progress.end([fetch]);
  const data = "failure" in outcome ? undefined : outcome.data;
  if ("failure" in outcome) run.errors.addFailures(fetch, [outcome.failure], targets);
  else {
    for (const error of outcome.errors) run.errors.addRootError(fetch, error, targets);
    if (isJsonObject(data)) mergeRoot(run, fetch, targets, data, outcome.isShared);
    else if (outcome.errors.length === 0 || (data !== null && data !== undefined)) {
      run.errors.addFailures(fetch, [new SubgraphFailure(subgraph, "SUBGRAPH_BAD_RESPONSE")], targets);
    }
  }
  if (operation.kind !== "mutation") return;
  // As in one executor: a null where none may be is the end of the whole answer, so nothing more is done.
  const isLost = isJsonObject(data)
    ? fetch.nonNullKeys.some((key) => ownValue(data, key) === null)
    : fetch.nonNullKeys.length > 0;
  if (isLost) run.isStopped = true;
}

function mergeRoot(
  run: Run,
  fetch: RootFetch,
  targets: readonly JsonObject[],
  data: JsonObject,
  isShared: boolean,
): void {
  // With one fetch nothing is written into its answer, which others may be reading.
  const isWritten = run.operation.plan.fetches.length > 1 || fetch.rewriteOutput !== undefined;
  const own = isShared && isWritten ? cloneJson(data) : data;
  fetch.rewriteOutput?.(own);
  for (const [index, target] of targets.entries()) fetch.merge(target, index > 0 ? cloneJson(own) : own);
}
