import type { Bound, Endpoint, FilterBounds, Interval } from "./filterBounds.ts";
import { earlierMax, laterMin } from "./filterBounds.ts";
import { fieldBudget, type IndexDefinition } from "./IndexDefinition.ts";
import { after } from "./indexKeys.ts";
import type { SortKey } from "./parseSort.ts";

/** A half-open range of index keys; all keys in it share the first `prefix` bytes. */
export interface KeyRange {
  readonly start: Buffer;
  readonly end: Buffer;
  readonly prefix: number;
}

/** A way to read candidates from one index. */
export interface IndexPlan {
  readonly index: IndexDefinition;
  readonly ranges: readonly KeyRange[];
  readonly reverse: boolean;
  /** Candidates come in the requested sort order … */
  readonly ordered: boolean;
  /** … but only after merging the ranges by what follows their prefixes. */
  readonly merge: boolean;
  /** One document may appear in several ranges, or several times in one. */
  readonly repeats: boolean;
  /** Every candidate matches the filter: no need to test it, and entries may be counted or skipped unread. */
  readonly exact: boolean;
  /** Leading fields held to single values. */
  readonly pointFields: number;
  readonly bounded: boolean;
}

const MAX_RANGES = 2_000;
const MAX_MERGED = 128;

/** How `index` would answer the query; `undefined` when it neither narrows nor orders. */
export function planIndex(
  index: IndexDefinition,
  filter: FilterBounds,
  sort: readonly SortKey[],
): IndexPlan | undefined {
  const walk = walkFields(index, filter);
  const order = index.cut ? undefined : matchSort(index, walk, sort);
  const bounded = walk.used > 0;
  if (!bounded && (!order || sort.length === 0)) return undefined;
  const onePoint = walk.ranges.length === 1 && walk.points;
  const multikeyOnlyHeld = index.multikey === 0 || (onePoint && index.multikey === walk.multikeyUsed);
  return {
    index,
    ranges: walk.ranges,
    reverse: order?.reverse ?? false,
    ordered: order !== undefined,
    merge: order?.merge ?? false,
    repeats: index.multikey !== 0 && !multikeyOnlyHeld,
    exact:
      walk.exact && !filter.residual && walk.used === filter.paths.size && !index.cut && multikeyOnlyHeld,
    pointFields: walk.pointFields,
    bounded,
  };
}

interface FieldWalk {
  ranges: KeyRange[];
  /** How many constrained paths the ranges use. */
  used: number;
  exact: boolean;
  /** The ranges hold points only (no interval after them). */
  points: boolean;
  pointFields: number;
  /** How many points each leading field was held to. */
  counts: number[];
  multikeyUsed: number;
}

function walkFields(index: IndexDefinition, filter: FilterBounds): FieldWalk {
  const budget = fieldBudget(index);
  let prefixes: Buffer[] = [Buffer.from([index.number])];
  const walk: FieldWalk = {
    ranges: [],
    used: 0,
    exact: true,
    points: true,
    pointFields: 0,
    counts: [],
    multikeyUsed: 0,
  };
  let last: Interval | undefined;
  for (let i = 0; i < index.fields.length && !last; i++) {
    const field = index.fields[i] as IndexDefinition["fields"][number];
    const multikey = (index.multikey & (1 << i)) !== 0;
    const bounds = filter.paths.get(field.path.join("."));
    // Two array fields may be satisfied by different elements, so only the first may narrow.
    if (!bounds || (multikey && walk.multikeyUsed !== 0)) break;
    const bound = combine(bounds, multikey);
    if (!bound) break;
    if (bound.points && prefixes.length * bound.intervals.length > MAX_RANGES) break;
    if (multikey) walk.multikeyUsed |= 1 << i;
    walk.used++;
    walk.exact &&= bound.exact;
    if (bound.points) {
      const values = bound.intervals.map(({ min }) => component(min.bytes, field.descending, budget));
      if (field.descending) values.reverse();
      prefixes = prefixes.flatMap((prefix) => values.map((value) => Buffer.concat([prefix, value])));
      walk.pointFields++;
      walk.counts.push(values.length);
    } else {
      walk.points = false;
      last = bound.intervals[0];
      if (last)
        walk.ranges = prefixes.map((prefix) => rangeWithin(prefix, last as Interval, index, i, budget));
    }
  }
  if (!last) walk.ranges = prefixes.map((one) => ({ start: one, end: after(one), prefix: one.length }));
  return walk;
}

/** One bound that all of a path's conditions imply. On arrays bounds are never intersected. */
function combine(bounds: readonly Bound[], multikey: boolean): Bound | undefined {
  const points = bounds
    .filter((bound) => bound.points)
    .sort((a, b) => a.intervals.length - b.intervals.length)[0];
  const alone = bounds.length === 1;
  if (points) return { ...points, exact: points.exact && alone };
  if (multikey || alone) return bounds[0] && { ...bounds[0], exact: bounds[0].exact && alone };
  let [interval] = (bounds[0] as Bound).intervals;
  for (const bound of bounds.slice(1)) {
    const [other] = bound.intervals;
    if (interval && other) {
      interval = { min: laterMin(interval.min, other.min), max: earlierMax(interval.max, other.max) };
    }
  }
  return interval && { intervals: [interval], points: false, exact: bounds.every((bound) => bound.exact) };
}

function component(bytes: Buffer, descending: boolean, budget: number): Buffer {
  const cut = bytes.length > budget ? bytes.subarray(0, budget) : bytes;
  return descending ? invert(cut) : cut;
}

function invert(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

/** The part of `prefix`'s keys whose next component lies in `interval`. */
function rangeWithin(
  prefix: Buffer,
  { min, max }: Interval,
  index: IndexDefinition,
  field: number,
  budget: number,
): KeyRange {
  const descending = index.fields[field]?.descending ?? false;
  const [from, to] = descending ? [max, min] : [min, max];
  const edge = ({ bytes, inclusive, unfinished }: Endpoint, isStart: boolean) => {
    const written = component(bytes, descending, budget);
    // Where keys are cut, equal bytes do not mean equal values: take in all of them and let the filter decide.
    if (unfinished || index.cut || bytes.length > budget) return isStart ? written : after(after(written));
    return inclusive === isStart ? written : after(written);
  };
  return {
    start: Buffer.concat([prefix, edge(from, true)]),
    end: Buffer.concat([prefix, edge(to, false)]),
    prefix: prefix.length,
  };
}

interface Order {
  reverse: boolean;
  merge: boolean;
}

/** Whether reading the ranges forward or backward gives the sort order. */
function matchSort(index: IndexDefinition, walk: FieldWalk, sort: readonly SortKey[]): Order | undefined {
  const constant = new Set<string>();
  let single = 0;
  while (walk.counts[single] === 1) {
    if (!(index.multikey & (1 << single))) constant.add(pathOf(index, single));
    single++;
  }
  const free = sort.filter((key) => !constant.has(key.path.join(".")));
  if (free.length === 0) return { reverse: false, merge: false };
  const natural = matchFrom(index, free, single);
  if (natural !== undefined) return { reverse: natural, merge: false };
  if (walk.ranges.length > MAX_MERGED) return undefined;
  const merged = matchFrom(index, free, walk.pointFields);
  return merged === undefined ? undefined : { reverse: merged, merge: walk.ranges.length > 1 };
}

/** `true` = backward, `false` = forward, `undefined` = the index does not give this order. */
function matchFrom(index: IndexDefinition, sort: readonly SortKey[], from: number): boolean | undefined {
  let reverse: boolean | undefined;
  for (let i = 0; i < sort.length; i++) {
    const key = sort[i] as SortKey;
    const field = index.fields[from + i];
    const isField = field && field.path.join(".") === key.path.join(".");
    const isTie = !field && key.path.length === 1 && key.path[0] === "_id";
    if (!isField && !isTie) return undefined;
    if (isField && index.multikey & (1 << (from + i))) return undefined;
    const backward = key.descending !== (isField ? field.descending : false);
    if (reverse !== undefined && reverse !== backward) return undefined;
    reverse = backward;
    // Ids are unique: nothing after one can matter.
    if (key.path.length === 1 && key.path[0] === "_id") return reverse;
  }
  return reverse;
}

function pathOf(index: IndexDefinition, field: number): string {
  return (index.fields[field] as { path: readonly string[] }).path.join(".");
}
