/** Many writers on the same documents at once: no update is lost, no guard is passed twice, no key is taken twice. */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { isDuplicateKey } from "../DocumentStore.ts";
import { engines, needs } from "./engines.ts";

interface Account extends Document {
  _id: string;
}

const times = <T>(count: number, run: (i: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, i) => run(i)));

describe.each(await engines())("concurrent writers of $name", (engine) => {
  it("never spend more points than there are", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.insertOne({ _id: "one", balance: 100 });

    const spent = await times(200, () =>
      accounts.findOneAndUpdate(
        { _id: "one", balance: { $gte: 3 } },
        { $inc: { balance: -3 } },
        { returnDocument: "after" },
      ),
    );

    const balances = spent.filter((account) => account !== null).map((account) => account.balance as number);
    expect(balances.sort((a, b) => a - b)).toEqual(Array.from({ length: 33 }, (_, i) => 1 + 3 * i));
    expect(await accounts.findOne({ _id: "one" })).toEqual({ _id: "one", balance: 1 });
  });

  it("lose no increment", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ n: 1 });
    await accounts.insertMany([
      { _id: "a", n: 0 },
      { _id: "b", n: 0 },
    ]);

    await times(100, (i) => accounts.updateOne({ _id: i % 2 ? "a" : "b" }, { $inc: { n: 1 } }));

    expect(await accounts.countDocuments({ n: 50 })).toBe(2);
    expect(await accounts.countDocuments({ n: { $lt: 50 } })).toBe(0);
  });

  it("let one of many take a key", async () => {
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");
    await accounts.createIndex({ owner: 1 }, { unique: true });

    const outcomes = await times(20, (i) =>
      accounts.insertOne({ _id: `i${i}`, owner: "x" }).then(
        () => "inserted",
        (error: unknown) => (isDuplicateKey(error) ? "duplicate" : error),
      ),
    );

    expect(outcomes.filter((outcome) => outcome === "inserted")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "duplicate")).toHaveLength(19);
  });

  it("upsert one document, together", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await engine.open();
    const accounts = store.collection<Account>("accounts");

    const outcomes = await times(30, () =>
      accounts.updateOne({ _id: "one" }, { $inc: { n: 1 } }, { upsert: true }).then(
        () => 1,
        (error: unknown) => {
          if (isDuplicateKey(error)) return 0;
          throw error;
        },
      ),
    );

    const total = outcomes.reduce<number>((sum, one) => sum + one, 0);
    expect(await accounts.findOne({ _id: "one" })).toEqual({ _id: "one", n: total });
  });
});
