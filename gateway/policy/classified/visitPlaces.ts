import type { ClassifiedPlace, PlaceStep } from "./classifiedPlaces.ts";

/** The way down an answer to one of its objects, from its end to the root. */
export interface Trail {
  key: string | number;
  from: Trail | undefined;
}

/**
 * Told of one classified value met in an answer: `null`, a scalar, or a list of them; the object it stands in, under the last
 * key of the place's path; and the way to that object.
 */
export type PlaceVisitor = (
  place: ClassifiedPlace,
  value: unknown,
  parent: Record<string, unknown>,
  trail: Trail | undefined,
) => void;

interface PlaceTree {
  /** What holds here, each with the step that leads to it. */
  places: { step: PlaceStep; place: ClassifiedPlace }[];
  below: { step: PlaceStep; tree: PlaceTree }[];
}

const trees = new WeakMap<readonly ClassifiedPlace[], PlaceTree>();

/** Calls `visit` for every value the answer holds at one of the places. Absent ones (skipped, other types) are passed over. */
export function visitPlaces(
  places: readonly ClassifiedPlace[],
  data: Readonly<Record<string, unknown>> | null | undefined,
  visit: PlaceVisitor,
): void {
  if (!data || places.length === 0) return;
  let tree = trees.get(places);
  if (!tree) {
    tree = treeOf(places);
    trees.set(places, tree);
  }
  walk(tree, data, undefined, visit);
}

/** Where a value met stands in the answer, with the indexes of lists (GraphQL spec, section 7.1.2, error paths). */
export function pathTo({ path }: ClassifiedPlace, trail: Trail | undefined): (string | number)[] {
  const keys: (string | number)[] = [path.at(-1)?.key ?? ""];
  for (let at = trail; at; at = at.from) keys.unshift(at.key);
  return keys;
}

function walk(tree: PlaceTree, value: unknown, trail: Trail | undefined, visit: PlaceVisitor): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value)) {
    for (let at = 0; at < value.length; at += 1) walk(tree, value[at], { key: at, from: trail }, visit);
    return;
  }
  const parent = value as Record<string, unknown>;
  for (const { step, place } of tree.places) {
    const met = parent[step.key];
    if (met !== undefined && holdsFor(step, parent)) visit(place, met, parent, trail);
  }
  for (const { step, tree: next } of tree.below) {
    if (holdsFor(step, parent)) walk(next, parent[step.key], { key: step.key, from: trail }, visit);
  }
}

/** Where the answer does not tell the type, a value is taken for what it may be. */
function holdsFor({ types, typeKey }: PlaceStep, parent: Record<string, unknown>): boolean {
  if (!types || typeKey === undefined) return true;
  const type = parent[typeKey];
  return typeof type !== "string" || types.includes(type);
}

function treeOf(places: readonly ClassifiedPlace[]): PlaceTree {
  const root: PlaceTree = { places: [], below: [] };
  for (const place of places) {
    let tree = root;
    for (const step of place.path.slice(0, -1)) {
      let next = tree.below.find((known) => sameStep(known.step, step));
      if (!next) {
        next = { step, tree: { places: [], below: [] } };
        tree.below.push(next);
      }
      tree = next.tree;
    }
    const last = place.path.at(-1);
    if (last) tree.places.push({ step: last, place });
  }
  return root;
}

function sameStep(one: PlaceStep, other: PlaceStep): boolean {
  return one.key === other.key && one.types?.join() === other.types?.join();
}
