import type { JsonObject } from "../codegen.ts";
import type { EntityFetch } from "../plan/compileFetch.ts";
import { visitPath } from "../plan/FlattenPath.ts";
import { askGroups } from "./askGroups.ts";
import { EntityGroup } from "./EntityGroup.ts";
import type { Run } from "./Run.ts";

/** Fetches that came together and are sent together. */
interface Wave {
  groups: Map<string, EntityGroup>;
  settled: Promise<void>;
  send: () => void;
}

/**
 * The entity fetches of one level of a plan to one subgraph. They are sent as one request: those that ask the same as one
 * `_entities`, others beside it under an alias. A fetch that is ready waits for the others of its level, as long as the
 * run has lasted so far at most (so waiting at most doubles the time to this level), and never longer than configured.
 */
export class EntityBatch {
  readonly #run: Run;
  #expected: number;
  #wave: Wave | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(run: Run, expected: number) {
    this.#run = run;
    this.#expected = expected;
  }

  /** Adds a fetch's entities; settles once their answers are merged. Undefined where there is nothing to ask. */
  join(fetch: EntityFetch): Promise<void> | undefined {
    this.#expected -= 1;
    const objects = this.#run.isStopped ? [] : fetch.collect(this.#run.data);
    const isAsked = objects.length > 0 && this.#add(fetch, objects);
    const settled = isAsked ? this.#wave?.settled : undefined;
    this.#sendOrWait();
    return settled;
  }

  /** One of the fetches will not come. */
  passOver(): void {
    this.#expected -= 1;
    this.#sendOrWait();
  }

  #sendOrWait(): void {
    if (!this.#wave) return;
    if (this.#expected <= 0) {
      this.#send();
      return;
    }
    if (this.#timer) return;
    const { environment, startedAt } = this.#run;
    const wait = Math.min(environment.maxBatchWaitMs, Math.max(1, environment.now() - startedAt));
    this.#timer = setTimeout(() => this.#send(), wait);
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const wave = this.#wave;
    this.#wave = undefined;
    wave?.send();
  }

  /** Whether there was an entity to ask for. */
  #add(fetch: EntityFetch, objects: readonly JsonObject[]): boolean {
    const groups = this.#wave?.groups ?? new Map<string, EntityGroup>();
    let isAsked = false;
    const addTo = (key: string, some: readonly JsonObject[], values?: JsonObject): void => {
      const group = groups.get(key) ?? new EntityGroup(fetch, values);
      const before = group.entries.length;
      group.add(fetch, some);
      if (group.entries.length === before) return;
      isAsked = true;
      groups.set(key, group);
    };
    if (!fetch.contextValues) addTo(String(fetch.template), objects);
    else
      for (const [key, { values, objects: some }] of this.#byContext(fetch, objects))
        addTo(key, some, values);
    if (isAsked && !this.#wave) this.#wave = this.#openWave(groups);
    return isAsked;
  }

  /** Entities by the values of their `@fromContext` arguments, which are variables of the operation. */
  #byContext(fetch: EntityFetch, objects: readonly JsonObject[]) {
    const wanted = new Set(objects);
    const groups = new Map<string, { values: JsonObject; objects: JsonObject[] }>();
    visitPath(this.#run.data, fetch.path, (object, _, above) => {
      if (!wanted.delete(object)) return;
      const values = fetch.contextValues?.(object, above) ?? {};
      const key = `${fetch.template} ${JSON.stringify(values)}`;
      const group = groups.get(key) ?? { values, objects: [] };
      group.objects.push(object);
      groups.set(key, group);
    });
    return groups;
  }

  #openWave(groups: Map<string, EntityGroup>): Wave {
    let send = () => {};
    const settled = new Promise<void>((resolve) => {
      send = () => resolve(askGroups(this.#run, [...groups.values()]));
    });
    return { groups, settled, send };
  }
}
