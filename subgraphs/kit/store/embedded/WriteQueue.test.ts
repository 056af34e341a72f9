/** Jobs share a transaction, yet each stands alone: one that breaks takes nothing of the others with it. */
import { open } from "lmdb";
import { describe, expect, it } from "vitest";
import { badRequest } from "../StoreQueryError.ts";
import { temporaryDirectory } from "./testing/temporaryDirectory.ts";
import { WriteQueue } from "./WriteQueue.ts";

async function withQueue(
  run: (
    queue: WriteQueue,
    put: (key: string) => void,
    keys: () => string[],
    rollbacks: () => number,
  ) => Promise<void>,
) {
  await using directory = await temporaryDirectory();
  const root = open<string, string>({ path: `${directory.path}/queue.mdb`, overlappingSync: false });
  let rollbacks = 0;
  const queue = new WriteQueue(root, () => rollbacks++);
  await run(
    queue,
    (key) => root.putSync(key, ""),
    () => root.getKeys({}).asArray as unknown as string[],
    () => rollbacks,
  );
  await queue.idle();
  await root.close();
}

const keysOf = async (keys: () => string[]) => [...keys()].sort().join("");

describe("the write queue", () => {
  it("runs jobs in order and returns what they return", async () => {
    await withQueue(async (queue, put) => {
      const order: number[] = [];
      const results = await Promise.all(
        [1, 2, 3].map((n) =>
          queue.run(() => {
            put(String(n));
            order.push(n);
            return n * 10;
          }),
        ),
      );
      expect(results).toEqual([10, 20, 30]);
      expect(order).toEqual([1, 2, 3]);
    });
  });

  it("keeps the others when a job refuses", async () => {
    await withQueue(async (queue, put, keys, rollbacks) => {
      const outcomes = await Promise.allSettled([
        queue.run(() => put("a")),
        queue.run(() => {
          throw badRequest("no");
        }),
        queue.run(() => put("c")),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(await keysOf(keys)).toBe("ac");
      expect(rollbacks()).toBe(0);
    });
  });

  it("undoes a job that breaks halfway, and runs the others again", async () => {
    await withQueue(async (queue, put, keys, rollbacks) => {
      const outcomes = await Promise.allSettled([
        queue.run(() => put("a")),
        queue.run(() => {
          put("b");
          throw new Error("broken");
        }),
        queue.run(() => put("c")),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(await keysOf(keys)).toBe("ac");
      expect(rollbacks()).toBe(1);
    });
  });
});
