import type {
  ConditionNode,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
} from "@apollo/query-planner";
import type { TypeTable } from "../TypeTable.ts";
import { assignBatches, type LeveledFetch } from "./assignBatches.ts";
import {
  compileEntityFetch,
  compileRootFetch,
  type EntityFetch,
  type FetchCompiler,
  type RootFetch,
} from "./compileFetch.ts";
import { fieldsOfPath, type PathStep, parseFlattenPath } from "./FlattenPath.ts";
import type { ResponseFields } from "./ResponseFields.ts";
import type { SubgraphOperation } from "./SubgraphOperation.ts";
import { unaliased } from "./unaliased.ts";

/** A plan as something to run. */
export type Step =
  | { kind: "sequence" | "parallel"; steps: readonly Step[] }
  | { kind: "condition"; variable: string; whenTrue?: Step; whenFalse?: Step }
  | { kind: "root"; fetch: RootFetch }
  | { kind: "entities"; fetch: EntityFetch };

export interface CompiledPlan {
  step?: Step;
  /** Fetches that are sent together; a fetch's `batch` is the index. */
  batches: readonly (readonly EntityFetch[])[];
  fetches: readonly (RootFetch | EntityFetch)[];
  /** Response keys that a fetch reads from the data: they may be asked of objects of which the client did not ask them. */
  requiredKeys: ReadonlySet<string>;
  /** Combined operations by the templates they join, written at their first use; undefined where they cannot be joined. */
  combinations: Map<string, SubgraphOperation | undefined>;
}

export interface PlanContext {
  types: TypeTable;
  /** Root fields of the operation that may not be null, by response key. */
  nonNullRootKeys: ReadonlySet<string>;
}

/** Where in a plan a node stands: after how many fetches one by one, after which, and whether nothing comes after it. */
interface Place {
  level: number;
  after: readonly number[];
  isLast: boolean;
}

/** Compiles a query plan; each fetch once, whatever the number of requests that run it. */
export function compilePlan({ node }: QueryPlan, { types, nonNullRootKeys }: PlanContext): CompiledPlan {
  const compiler: FetchCompiler = { types, builders: new Map(), templates: new Map() };
  const fetches: (RootFetch | EntityFetch)[] = [];
  const leveled: LeveledFetch[] = [];
  const add = <F extends RootFetch | EntityFetch>(fetch: F, { after }: Place): F => {
    fetches.push(Object.assign(fetch, { index: fetches.length, after }));
    return fetch;
  };
  const requiredKeys = new Set<string>();

  const compileFetch = (fetch: FetchNode, path: readonly PathStep[], place: Place): Step => {
    addRequiredKeys(fetch, requiredKeys);
    if (fetch.requires) {
      const compiled = add(compileEntityFetch(fetch, path, compiler), place);
      leveled.push({ level: place.level, isLast: place.isLast, fetch: compiled });
      return { kind: "entities", fetch: compiled };
    }
    const compiled = add(compileRootFetch(fetch, path, compiler, []), place);
    compiled.nonNullKeys = [...compiled.operation.fields.keys()].filter((key) => nonNullRootKeys.has(key));
    return { kind: "root", fetch: compiled };
  };

  /** Compiles a node that starts at a place; answers the level after it. */
  const compile = (one: PlanNode, path: readonly PathStep[], place: Place): { step: Step; next: number } => {
    const { level, isLast } = place;
    switch (one.kind) {
      case "Fetch":
        return { step: compileFetch(one, path, place), next: level + 1 };
      case "Flatten":
        return compile(one.node, [...path, ...parseFlattenPath(one.path)], place);
      case "Sequence": {
        let next = level;
        let after = place.after;
        const steps = one.nodes.map((child, index) => {
          const isLastChild = isLast && index === one.nodes.length - 1;
          const first = fetches.length;
          const compiled = compile(child, path, { level: next, after, isLast: isLastChild });
          next = compiled.next;
          after = [...after, ...fetches.slice(first).map((fetch) => fetch.index)];
          return compiled.step;
        });
        return { step: { kind: "sequence", steps }, next };
      }
      case "Parallel": {
        const compiled = one.nodes.map((child) => compile(child, path, place));
        const steps = compiled.map(({ step }) => step);
        return {
          step: { kind: "parallel", steps },
          next: Math.max(level, ...compiled.map(({ next }) => next)),
        };
      }
      case "Condition":
        return compileCondition(one, path, place);
      case "Defer":
        throw new Error("@defer is not supported");
    }
  };

  const compileCondition = (one: ConditionNode, path: readonly PathStep[], place: Place) => {
    const whenTrue = one.ifClause && compile(one.ifClause, path, place);
    const whenFalse = one.elseClause && compile(one.elseClause, path, place);
    const step: Step = {
      kind: "condition",
      variable: one.condition,
      ...(whenTrue ? { whenTrue: whenTrue.step } : {}),
      ...(whenFalse ? { whenFalse: whenFalse.step } : {}),
    };
    return { step, next: Math.max(place.level, whenTrue?.next ?? 0, whenFalse?.next ?? 0) };
  };

  if (node?.kind === "Subscription") throw new Error("subscriptions are not supported");
  const compiled = node && compile(node, [], { level: 0, after: [], isLast: true });
  forbidSharingWhereWritten(fetches);
  return {
    ...(compiled ? { step: compiled.step } : {}),
    batches: assignBatches(leveled),
    fetches,
    requiredKeys,
    combinations: new Map(),
  };
}

function addRequiredKeys({ requires = [], contextRewrites = [] }: FetchNode, keys: Set<string>): void {
  const add = (selections: readonly QueryPlanSelectionNode[]): void => {
    for (const selection of selections) {
      if (selection.kind === "Field") keys.add(selection.alias ?? selection.name);
      if (selection.selections) add(selection.selections);
    }
  };
  add(requires);
  for (const { path } of contextRewrites) for (const element of path) keys.add(element);
}

/**
 * Objects of one entity's answer may stand at several places of a path only where no other fetch merges its own, possibly
 * different, answers into them; and nowhere when values depend on what is above (`@context`).
 */
function forbidSharingWhereWritten(fetches: readonly (RootFetch | EntityFetch)[]): void {
  const writers = new Map<string, Set<RootFetch | EntityFetch>>();
  for (const fetch of fetches) {
    forEachObjectField(fieldsOfPath(fetch.path).join("."), fetch.operation.fields, (place) => {
      writers.set(place, (writers.get(place) ?? new Set()).add(fetch));
    });
  }
  const hasContext = fetches.some((fetch) => "contextValues" in fetch);
  for (const those of writers.values()) {
    if (those.size > 1 || hasContext) for (const fetch of those) fetch.mayShareObjects = false;
  }
}

function forEachObjectField(place: string, fields: ResponseFields, visit: (place: string) => void): void {
  for (const [key, { fields: below }] of fields) {
    if (!below) continue;
    const inside = `${place}.${unaliased(key)}`;
    visit(inside);
    forEachObjectField(inside, below, visit);
  }
}
