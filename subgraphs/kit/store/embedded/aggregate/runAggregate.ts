import type { Document } from "mongodb";
import { PAUSE, type Step } from "../EmbeddedCursor.ts";
import type { EmbeddedEngine, ReadSnapshot } from "../EmbeddedEngine.ts";
import { findDocuments } from "../findDocuments.ts";
import { sortDocuments } from "../sortDocuments.ts";
import { collectionsOf, type Pipeline, type Stage } from "./compilePipeline.ts";
import { countFromIndex } from "./countByField.ts";
import { type Group, Grouping } from "./groupDocuments.ts";

type Steps = Generator<Step<Document>>;

/** Runs a pipeline on one snapshot; every `$unionWith` branch goes through the query planner on its own. */
export function runAggregate(pipeline: Pipeline, engine: EmbeddedEngine): Steps | Promise<void> {
  return engine.read(collectionsOf(pipeline), (snapshot) => runPipeline(pipeline, snapshot));
}

function runPipeline(pipeline: Pipeline, snapshot: ReadSnapshot): Steps {
  const collection = snapshot.collection(pipeline.collection);
  const counted =
    pipeline.countByField &&
    countFromIndex(pipeline.countByField, pipeline.query, collection, snapshot.transaction);
  const source = counted ? results(counted) : findDocuments(pipeline.query, collection, snapshot.transaction);
  const stages = counted ? pipeline.stages.slice(1) : pipeline.stages;
  let steps = source;
  for (let i = 0; i < stages.length; i++) {
    // A chain of unions becomes one step, or a result of the first would pass through all of them.
    const unions = unionsFrom(stages, i);
    steps =
      unions.length > 0 ? union(steps, unions, snapshot) : runStage(stages[i] as Stage, steps, snapshot);
    i += Math.max(0, unions.length - 1);
  }
  return steps;
}

function unionsFrom(stages: readonly Stage[], start: number): Pipeline[] {
  const pipelines: Pipeline[] = [];
  for (let i = start; i < stages.length; i++) {
    const stage = stages[i] as Stage;
    if (stage.kind !== "union") break;
    pipelines.push(stage.pipeline);
  }
  return pipelines;
}

function runStage(stage: Stage, steps: Steps, snapshot: ReadSnapshot): Steps {
  switch (stage.kind) {
    case "match":
      return flatMap(steps, (document) => (stage.test(document) ? [document] : []));
    case "map":
      return flatMap(steps, (document) => [stage.map(document)]);
    case "flatMap":
      return flatMap(steps, stage.flatMap);
    case "sort":
      return sort(steps, stage.sort);
    case "skip":
      return skip(steps, stage.count);
    case "limit":
      return limit(steps, stage.count);
    case "group":
      return group(steps, stage.group);
    case "count":
      return count(steps, stage.name);
    case "union":
      return union(steps, [stage.pipeline], snapshot);
  }
}

function* results(documents: Iterable<Document>): Steps {
  for (const result of documents) yield { result };
}

function* flatMap(steps: Steps, map: (document: Document) => Iterable<Document>): Steps {
  for (const step of steps) {
    yield PAUSE;
    if (step !== PAUSE) yield* results(map(step.result));
  }
}

function* sort(steps: Steps, keys: Extract<Stage, { kind: "sort" }>["sort"]): Steps {
  const all: Document[] = [];
  for (const step of steps) {
    if (step !== PAUSE) all.push(step.result);
    yield PAUSE;
  }
  yield* results(sortDocuments(all, keys, (document) => document));
}

function* skip(steps: Steps, count: number): Steps {
  let left = count;
  for (const step of steps) {
    if (step === PAUSE || left === 0) yield step;
    else left--;
  }
}

function* limit(steps: Steps, count: number): Steps {
  let left = count;
  for (const step of steps) {
    yield step;
    if (step !== PAUSE && --left === 0) return;
  }
}

function* group(steps: Steps, specification: Group): Steps {
  const grouping = new Grouping(specification);
  for (const step of steps) {
    if (step !== PAUSE) grouping.add(step.result);
    yield PAUSE;
  }
  yield* results(grouping.results());
}

/** Nothing counted is no document, as in MongoDB. */
function* count(steps: Steps, name: string): Steps {
  let total = 0;
  for (const step of steps) {
    if (step !== PAUSE) total++;
    yield PAUSE;
  }
  if (total > 0) yield { result: { [name]: total } };
}

function* union(first: Steps, pipelines: readonly Pipeline[], snapshot: ReadSnapshot): Steps {
  yield* first;
  for (const pipeline of pipelines) yield* runPipeline(pipeline, snapshot);
}
