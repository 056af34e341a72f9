import { LRUCache } from "lru-cache";
import type { PlannedOperation } from "../planner/Planner.ts";

/** Together the operations counted may be so long, in characters; a longer one than that part of it is not counted. */
const MAX_CHARACTERS = 4_194_304;
const MAX_OPERATION = MAX_CHARACTERS / 64;

interface Use {
  operation: PlannedOperation;
  count: number;
}

/** Counts which operations clients send, in bounded memory: the rarest in use are forgotten first come, first go. */
export class UsedOperations {
  readonly #uses = new LRUCache<string, Use>({
    max: 2_000,
    maxSize: MAX_CHARACTERS,
    sizeCalculation: ({ operation }) => operation.source.length + 1,
  });

  note({ source, operationName }: PlannedOperation): void {
    const key = operationName === undefined ? source : `${operationName}\n${source}`;
    const use = this.#uses.get(key);
    if (use) use.count += 1;
    else if (source.length <= MAX_OPERATION) {
      this.#uses.set(key, {
        operation: operationName === undefined ? { source } : { source, operationName },
        count: 1,
      });
    }
  }

  /** The most used ones first. Counts are halved, so that what was popular long ago gives way. */
  takeMostUsed(count: number): PlannedOperation[] {
    const uses = [...this.#uses.values()].sort((one, other) => other.count - one.count);
    for (const use of uses) use.count /= 2;
    return uses.slice(0, count).map(({ operation }) => operation);
  }
}
