import type { Bound, FilterBounds } from "./filterBounds.ts";
import { earlierMax, laterMin } from "./filterBounds.ts";
import type { IndexDefinition } from "./IndexDefinition.ts";
import { after } from "./indexKeys.ts";
import type { SortKey } from "./parseSort.ts";
import { type IndexPlan, planIndex } from "./planQuery.ts";

/** Reads the named documents. */
export interface IdsPlan {
  readonly kind: "ids";
  readonly keys: readonly Buffer[];
  readonly ordered: boolean;
  readonly exact: boolean;
}

/** Reads documents in id order, possibly between two ids. */
export interface ScanPlan {
  readonly kind: "scan";
  readonly start?: Buffer;
  readonly end?: Buffer;
  readonly reverse: boolean;
  readonly ordered: boolean;
  readonly exact: boolean;
}

export type Plan = IdsPlan | ScanPlan | ({ readonly kind: "index" } & IndexPlan);

export interface PlanRequest {
  readonly filter: FilterBounds;
  readonly sort: readonly SortKey[];
  /** How many documents are wanted at most (`skip` + `limit`); 0 = all. */
  readonly wanted: number;
  readonly indexes: readonly IndexDefinition[];
  /** Counts a plan's index entries, giving up at `most`. Only asked when several indexes narrow. */
  readonly countEntries: (plan: IndexPlan, most: number) => number;
}

const PROBE = 256;

/** Picks how to find candidates. Any choice gives the same answer; this one should read the least. */
export function choosePlan(request: PlanRequest): Plan {
  const ids = idsPlan(request.filter, request.sort);
  if (ids) return ids;
  const plans: IndexPlan[] = [];
  for (const index of request.indexes) {
    const plan = planIndex(index, request.filter, request.sort);
    if (plan) plans.push(plan);
  }
  const page = request.wanted > 0 ? best(plans.filter((plan) => plan.ordered && plan.exact)) : undefined;
  if (page) return { kind: "index", ...page };
  const scan = scanPlan(request.filter, request.sort);
  const bounded = plans.filter((plan) => plan.bounded);
  if (bounded.length === 1) return { kind: "index", ...(bounded[0] as IndexPlan) };
  if (bounded.length > 1) return { kind: "index", ...fewestEntries(bounded, request.countEntries) };
  if (scan.start || scan.ordered || request.wanted === 0) return scan;
  const ordered = best(plans);
  return ordered ? { kind: "index", ...ordered } : scan;
}

function best(plans: readonly IndexPlan[]): IndexPlan | undefined {
  return plans.toSorted(preference)[0];
}

function preference(a: IndexPlan, b: IndexPlan): number {
  return (
    Number(b.ordered) - Number(a.ordered) ||
    Number(b.exact) - Number(a.exact) ||
    b.pointFields - a.pointFields ||
    Number(a.merge) - Number(b.merge)
  );
}

function fewestEntries(plans: readonly IndexPlan[], count: PlanRequest["countEntries"]): IndexPlan {
  return plans
    .map((plan) => ({ plan, entries: count(plan, PROBE) }))
    .sort((a, b) => a.entries - b.entries || preference(a.plan, b.plan))[0]?.plan as IndexPlan;
}

function idsPlan(filter: FilterBounds, sort: readonly SortKey[]): IdsPlan | undefined {
  const bounds = filter.paths.get("_id");
  const points = bounds?.find((bound) => bound.points);
  if (!bounds || !points) return undefined;
  const keys = points.intervals.map(({ min }) => min.bytes);
  const first = sort[0];
  const byId = first?.path.length === 1 && first.path[0] === "_id";
  if (byId && first.descending) keys.reverse();
  return {
    kind: "ids",
    keys,
    ordered: !first || byId || keys.length <= 1,
    exact: points.exact && bounds.length === 1 && filter.paths.size === 1 && !filter.residual,
  };
}

function scanPlan(filter: FilterBounds, sort: readonly SortKey[]): ScanPlan {
  const first = sort[0];
  const byId = first?.path.length === 1 && first.path[0] === "_id";
  const bounds: readonly Bound[] = filter.paths.get("_id") ?? [];
  const intervals = bounds.flatMap((bound) => bound.intervals);
  const common = {
    kind: "scan" as const,
    reverse: byId && first.descending,
    ordered: !first || byId,
    exact: !filter.residual && filter.paths.size === (bounds.length > 0 ? 1 : 0),
  };
  if (intervals.length === 0) return common;
  const min = intervals.map((interval) => interval.min).reduce(laterMin);
  const max = intervals.map((interval) => interval.max).reduce(earlierMax);
  return {
    ...common,
    start: min.inclusive ? min.bytes : after(min.bytes),
    end: max.inclusive ? after(max.bytes) : max.bytes,
    exact: common.exact && bounds.every((bound) => bound.exact),
  };
}
