// The planner's own thread: loads one supergraph, then plans one operation after the other.
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { assertValidSchema, parse, validate } from "graphql";
import { type BuiltPlanner, buildPlanner } from "./buildPlanner.ts";
import { describeSchema } from "./describeSchema.ts";
import type { PlanAnswer, PlannerThreadData, PlanRequest, ThreadStart } from "./PlannerMessages.ts";

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

function answer(planner: BuiltPlanner, request: PlanRequest): PlanAnswer {
  const { id, isWarmUp, ...operation } = request;
  try {
    if (isWarmUp) {
      const [error] = validate(planner.apiSchema, parse(operation.source), undefined, { maxErrors: 1 });
      if (error) throw error;
    }
    return { kind: "planned", id, plan: JSON.stringify(planner.plan(operation)) };
  } catch (error) {
    return { kind: "unplanned", id, message: messageOf(error) };
  }
}

function serve(port: MessagePort, { supergraphSdl }: PlannerThreadData): void {
  const say = (message: ThreadStart | PlanAnswer) => port.postMessage(message);
  let planner: BuiltPlanner;
  try {
    planner = buildPlanner(supergraphSdl, { validateSupergraph: true });
    const { apiSchema, possibleTypes, subgraphs, directives } = planner;
    assertValidSchema(apiSchema);
    say({ kind: "ready", apiSchema: describeSchema(apiSchema), possibleTypes, subgraphs, directives });
  } catch (error) {
    say({ kind: "refused", message: messageOf(error) });
    return;
  }
  port.on("message", (request: PlanRequest) => say(answer(planner, request)));
}

if (parentPort) serve(parentPort, workerData);
