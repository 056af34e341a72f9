import type { JsonObject } from "../codegen.ts";
import type { EntityFetch } from "../plan/compileFetch.ts";
import { visitPath } from "../plan/FlattenPath.ts";
import { askGroups } from "./askGroups.ts";
import { EntityGroup } from "./EntityGroup.ts";
import type { Run } from "./Run.ts";

/** Fetches that came together and are sent together. */
interface Wave {
  fetches: EntityFetch[];
  groups: Map<string, EntityGroup>;
  settled: Promise<void>;
  settle: (answered: Promise<void>) => void;
}

/**
 * The entity fetches of one level of a plan to one subgraph. They are sent as one request: those that ask the same as one
 * `_entities`, others beside it under an alias. A fetch that is ready waits for the others of its batch, so that what is asked
 * depends on the plan and the data and not on who answers first; only for those that come after a slow call it does not.
 */
export class EntityBatch {
  readonly #run: Run;
  readonly #members: readonly EntityFetch[];
  readonly #arrived: EntityFetch[] = [];
  #wave: Wave | undefined;

  constructor(run: Run, members: readonly EntityFetch[]) {
    this.#run = run;
    this.#members = members;
  }

  /** Adds a fetch's entities; settles once their answers are merged. Undefined where there is nothing to ask. */
  join(fetch: EntityFetch): Promise<void> | undefined {
    this.#arrived.push(fetch);
    const objects = this.#run.isStopped ? [] : fetch.collect(this.#run.data);
    const isAsked = objects.length > 0 && this.#add(fetch, objects);
    const settled = isAsked ? this.#wave?.settled : undefined;
    this.#sendOrWait();
    return settled;
  }

  /** One of the fetches will not come. */
  passOver(fetch: EntityFetch): void {
    this.#arrived.push(fetch);
    this.#sendOrWait();
  }

  /** Sends what is there if all that is missing comes after a slow call. */
  sendIfHeldUp(): void {
    const { progress } = this.#run;
    const missing = this.#members.filter((fetch) => !this.#arrived.includes(fetch));
    if (!missing.every((fetch) => progress.isHeldUp(fetch))) return;
    progress.hasSlowCalls = true;
    this.#send();
  }

  #sendOrWait(): void {
    if (!this.#wave) return;
    if (this.#arrived.length >= this.#members.length) this.#send();
    else {
      this.#run.environment.waiting.add(this);
      if (this.#run.progress.hasSlowCalls) this.sendIfHeldUp();
    }
  }

  #send(): void {
    this.#run.environment.waiting.delete(this);
    const wave = this.#wave;
    this.#wave = undefined;
    wave?.settle(this.#ask(wave));
  }

  /** Whether there was an entity to ask for. */
  #add(fetch: EntityFetch, objects: readonly JsonObject[]): boolean {
    const groups = this.#wave?.groups ?? new Map<string, EntityGroup>();
    let isAsked = false;
    if (!fetch.contextValues) isAsked = addTo(groups, String(fetch.template), fetch, objects);
    else
      for (const [key, { values, objects: some }] of this.#byContext(fetch, objects))
        if (addTo(groups, key, fetch, some, values)) isAsked = true;
    if (!isAsked) return false;
    this.#wave ??= openWave(groups);
    this.#wave.fetches.push(fetch);
    return true;
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

  async #ask({ fetches, groups }: Wave): Promise<void> {
    const { progress } = this.#run;
    progress.begin(fetches);
    await askGroups(this.#run, [...groups.values()]);
    progress.end(fetches);
  }
}

function openWave(groups: Map<string, EntityGroup>): Wave {
  let settle!: Wave["settle"];
  const settled = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return { fetches: [], groups, settled, settle };
}

/** Adds objects to the group of a key, which is made for the first; tells whether that asks for anything. */
function addTo(
  groups: Map<string, EntityGroup>,
  key: string,
  fetch: EntityFetch,
  objects: readonly JsonObject[],
  values?: JsonObject,
): boolean {
  const group = groups.get(key) ?? new EntityGroup(fetch, values);
  const before = group.entries.length;
  group.add(fetch, objects);
  if (group.entries.length === before) return false;
  groups.set(key, group);
  return true;
}
