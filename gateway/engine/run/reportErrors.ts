import type { JsonObject } from "../codegen.ts";
import type { ConcretePath } from "../plan/FlattenPath.ts";
import type { EntityGroup, GroupEntry } from "./EntityGroup.ts";
import { pathOfError } from "./ErrorLog.ts";
import type { Run } from "./Run.ts";

/** An error that names one of a group's entities. */
export interface EntityError {
  /** Which representation it is about. */
  index: number;
  /** Its path from the entity on. */
  below: ConcretePath;
  error: unknown;
}

/** An error as a subgraph gave it, if it names one of the group's entities. */
export function entityErrorOf({ representations }: EntityGroup, error: unknown): EntityError | undefined {
  const [, index, ...below] = pathOfError(error);
  if (typeof index !== "number" || !(index in representations)) return undefined;
  return { index, below, error };
}

/** Reports errors at every place that used the entities they name: all at once, for finding the places is work. */
export function reportEntityErrors(
  run: Run,
  entries: readonly GroupEntry[],
  errors: readonly EntityError[],
): void {
  for (const entry of entries) {
    const users = usersByIndex(entry);
    const located = errors.map(({ index, below, error }) => ({
      objects: users.get(index) ?? NOBODY,
      below,
      error,
    }));
    run.errors.addEntityErrors(entry.fetch, located);
  }
}

/** Reports that a group got nothing, for these reasons. */
export function reportFailures(run: Run, { entries }: EntityGroup, failures: readonly Error[]): void {
  for (const { fetch, objects } of entries) run.errors.addFailures(fetch, failures, objects);
}

const NOBODY: ReadonlySet<JsonObject> = new Set();

/** The objects that wait for each representation; one that stands in several places waits once. */
function usersByIndex({ objects, indexes }: GroupEntry): Map<number, Set<JsonObject>> {
  const users = new Map<number, Set<JsonObject>>();
  for (const [position, object] of objects.entries()) {
    const index = indexes[position] as number;
    const known = users.get(index);
    if (known) known.add(object);
    else users.set(index, new Set([object]));
  }
  return users;
}
