import type { JsonObject } from "../codegen.ts";
import type { EntityFetch } from "../plan/compileFetch.ts";
import type { RepresentationBuilder } from "../plan/compileRepresentations.ts";

/** The part of one fetch in a group: its objects, and for each the index of its representation. */
export interface GroupEntry {
  fetch: EntityFetch;
  objects: JsonObject[];
  indexes: number[];
}

/** A group that is answered from another's answer, and where in it each of its entities is. */
export interface Guest {
  group: EntityGroup;
  indexes: readonly number[];
}

/** Fetches that ask the same fields of the same subgraph in one request, each entity once. */
export class EntityGroup {
  /** Any of the fetches: they ask the same. */
  readonly fetch: EntityFetch;
  /** Values of `@fromContext` arguments, the same for all entities of the group. */
  readonly contextValues: JsonObject | undefined;
  readonly representations: JsonObject[] = [];
  readonly entries: GroupEntry[] = [];
  readonly guests: Guest[] = [];
  readonly #known = new Map<RepresentationBuilder, Map<string, number>>();

  constructor(fetch: EntityFetch, contextValues?: JsonObject) {
    this.fetch = fetch;
    this.contextValues = contextValues;
  }

  /** Adds a fetch's objects; those that the fetch does not concern, or that lack a needed field, are passed over. */
  add(fetch: EntityFetch, candidates: readonly JsonObject[]): void {
    const objects: JsonObject[] = [];
    const indexes: number[] = [];
    let typename: unknown;
    let builder: RepresentationBuilder | undefined;
    let known = new Map<string, number>();
    for (const object of candidates) {
      if (object.__typename !== typename) {
        typename = object.__typename;
        builder = typeof typename === "string" ? fetch.representations(typename) : undefined;
        if (builder) known = this.#knownOf(builder);
      }
      const key = builder?.keyOf(object);
      if (builder === undefined || key === undefined) continue;
      let index = known.get(key);
      if (index === undefined) {
        index = this.representations.push(builder.build(object)) - 1;
        known.set(key, index);
      }
      objects.push(object);
      indexes.push(index);
    }
    if (objects.length > 0) this.entries.push({ fetch, objects, indexes });
  }

  /** The index of the entity that a larger representation is of. */
  indexOf(representation: JsonObject): number | undefined {
    const { __typename } = representation;
    const builder = typeof __typename === "string" ? this.fetch.representations(__typename) : undefined;
    const key = builder?.keyOf(representation);
    return builder && key !== undefined ? this.#known.get(builder)?.get(key) : undefined;
  }

  #knownOf(builder: RepresentationBuilder): Map<string, number> {
    let known = this.#known.get(builder);
    if (!known) {
      known = new Map();
      this.#known.set(builder, known);
    }
    return known;
  }
}
