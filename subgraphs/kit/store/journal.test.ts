/**
 * Posting points: an entry in the ledger changes an account's balance and a yearly total, exactly once, whatever
 * crashes in between and however often it is sent.
 */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { engines, needs } from "./contract/engines.ts";
import type { DocumentStore } from "./DocumentStore.ts";
import { type JournalEntry, type JournalOptions, postEntry, settlePending } from "./journal.ts";
import type { Effect } from "./journalEffects.ts";
import type { TestStore } from "./testStore.ts";

interface Entry extends JournalEntry {
  amount: number;
}

interface Account extends Document {
  _id: string;
  balance: number;
}

const MINUTE = 60_000;

const deposit = (amount: number): Effect[] => [
  { collection: "accounts", filter: { _id: "wang" }, inc: { balance: amount } },
  {
    collection: "years",
    filter: { _id: "2024" },
    inc: { "points.earned": amount },
    setOnInsert: { opened: new Date(0) },
  },
];

const withdrawal = (amount: number): Effect[] => [
  {
    collection: "accounts",
    filter: { _id: "wang" },
    inc: { balance: -amount },
    guard: { balance: { $gte: amount } },
  },
  {
    collection: "years",
    filter: { _id: "2024" },
    inc: { "points.spent": amount },
    setOnInsert: { opened: new Date(0) },
  },
];

const entriesOf = (store: DocumentStore) => store.collection<Entry>("entries");
const post = (
  store: DocumentStore,
  id: string,
  amount: number,
  effects: Effect[],
  options?: JournalOptions,
) => postEntry(entriesOf(store), store, { _id: id, amount }, effects, options);

async function withAccount(store: TestStore, balance: number): Promise<TestStore> {
  await store.collection<Account>("accounts").insertOne({ _id: "wang", balance });
  return store;
}

async function figures(store: DocumentStore): Promise<Document> {
  const [account] = await store.collection<Account>("accounts").find({}).toArray();
  const [year] = await store.collection<Account>("years").find({}).toArray();
  const entries = await entriesOf(store)
    .find({}, { sort: { _id: 1 } })
    .toArray();
  return { account, points: year?.points, traces: year?.applied ?? [], entries };
}

/** A store whose n-th write fails, and every one after it: as seen from a process that dies there. */
function dyingAt(store: DocumentStore, step: number, when: "before" | "after"): DocumentStore {
  let writes = 0;
  const WRITES = new Set<string | symbol>(["insertOne", "updateOne", "deleteOne", "findOneAndUpdate"]);
  const collection = (name: string) =>
    new Proxy(store.collection(name), {
      get(target, property) {
        const member: unknown = Reflect.get(target, property, target);
        if (typeof member !== "function") return member;
        return async (...args: unknown[]) => {
          if (!WRITES.has(property)) return Reflect.apply(member, target, args);
          writes++;
          if (writes > step || (writes === step && when === "before")) throw new Error("the process died");
          const result: unknown = await Reflect.apply(member, target, args);
          if (writes === step) throw new Error("the process died");
          return result;
        };
      },
    });
  return { ...store, collection: collection as DocumentStore["collection"] };
}

describe.each(await engines())("posting an entry in $name", (engine) => {
  it("applies each effect once and leaves no trace but the entry", async () => {
    await using store = await withAccount(await engine.open(), 10);

    const result = await post(store, "e1", 5, deposit(5));

    expect(result).toEqual({ rejected: false, created: true, entry: { _id: "e1", amount: 5 } });
    expect(await figures(store)).toEqual({
      account: { _id: "wang", balance: 15, applied: [] },
      points: { earned: 5 },
      traces: [],
      entries: [{ _id: "e1", amount: 5 }],
    });
  });

  it("again with the same key changes nothing and returns the first entry", async () => {
    await using store = await withAccount(await engine.open(), 10);
    await post(store, "e1", 5, deposit(5));

    const again = await post(store, "e1", 7, deposit(7));

    expect(again).toEqual({ rejected: false, created: false, entry: { _id: "e1", amount: 5 } });
    expect(await figures(store)).toMatchObject({ account: { balance: 15 }, points: { earned: 5 } });
  });

  it("a hundred times at once with one key applies it once", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await withAccount(await engine.open(), 0);

    const results = await Promise.all(Array.from({ length: 100 }, () => post(store, "e1", 5, deposit(5))));

    expect(results.filter((result) => !result.rejected && result.created)).toHaveLength(1);
    expect(await figures(store)).toMatchObject({
      account: { balance: 5, applied: [] },
      points: { earned: 5 },
      entries: [{ _id: "e1", amount: 5 }],
    });
  });

  it("many at once add up, even when they create the total together", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await withAccount(await engine.open(), 0);

    await Promise.all(Array.from({ length: 50 }, (_, i) => post(store, `e${i}`, i, deposit(i))));

    expect(await figures(store)).toMatchObject({
      account: { balance: 1_225 },
      points: { earned: 1_225 },
      traces: [],
    });
  });

  it("is rejected when the guard does not hold, and leaves nothing behind", async () => {
    await using store = await withAccount(await engine.open(), 10);

    expect(await post(store, "e1", 30, withdrawal(30))).toEqual({ rejected: true });

    expect(await figures(store)).toEqual({
      account: { _id: "wang", balance: 10 },
      points: undefined,
      traces: [],
      entries: [],
    });
  });

  it("is rejected when its first document does not exist", async () => {
    await using store = await engine.open();

    expect(await post(store, "e1", 3, withdrawal(3))).toEqual({ rejected: true });
    expect((await figures(store)).entries).toEqual([]);
  });

  it("never lets the guarded balance go below zero", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await withAccount(await engine.open(), 100);

    const results = await Promise.all(
      Array.from({ length: 60 }, (_, i) => post(store, `e${i}`, 3, withdrawal(3))),
    );

    expect(results.filter(({ rejected }) => !rejected)).toHaveLength(33);
    expect(await figures(store)).toMatchObject({ account: { balance: 1 }, points: { spent: 99 } });
    expect((await figures(store)).entries).toHaveLength(33);
  });

  it("refuses effects that could not be undone", async () => {
    await using store = await engine.open();
    const [guarded, plain] = withdrawal(1) as [Effect, Effect];

    await expect(post(store, "e", 1, [plain, guarded])).rejects.toThrow("Only the first effect");
    await expect(post(store, "e", 1, [{ ...guarded, setOnInsert: {} }])).rejects.toThrow("existing document");
    await expect(post(store, "e", 1, [plain, plain])).rejects.toThrow("once only");
    expect((await figures(store)).entries).toEqual([]);
  });
});

describe.each(await engines())("a process that dies while posting in $name", (engine) => {
  // Insert, two effects, mark effected, clear two traces, done: seven writes.
  const CRASHES = [1, 2, 3, 4, 5, 6, 7].flatMap((step) =>
    (["before", "after"] as const).map((when) => ({ step, when })),
  );

  it.each(CRASHES)("$when write $step leaves what settling makes exact", async ({ step, when }) => {
    await using store = await withAccount(await engine.open(), 10);
    await expect(post(dyingAt(store, step, when), "e1", 4, withdrawal(4))).rejects.toThrow("died");
    const later = () => new Date(Date.now() + 2 * MINUTE);

    await settlePending(entriesOf(store), store, { now: later });
    const retried = await post(store, "e1", 4, withdrawal(4));

    expect(retried).toMatchObject({ rejected: false, entry: { _id: "e1", amount: 4 } });
    expect(await figures(store)).toEqual({
      account: { _id: "wang", balance: 6, applied: [] },
      points: { spent: 4 },
      traces: [],
      entries: [{ _id: "e1", amount: 4 }],
    });
  });

  it.each(CRASHES)(
    "$when write $step, is settled by the next post of the same key",
    async ({ step, when }) => {
      await using store = await withAccount(await engine.open(), 10);
      await expect(post(dyingAt(store, step, when), "e1", 4, withdrawal(4))).rejects.toThrow("died");

      await post(store, "e1", 4, withdrawal(4), { now: () => new Date(Date.now() + 2 * MINUTE) });

      expect(await figures(store)).toMatchObject({ account: { balance: 6 }, points: { spent: 4 } });
    },
  );

  it("is left alone until its lease is over, then finished by one of many", async ({ skip }) => {
    needs(engine, "atomicUpdates", skip);
    await using store = await withAccount(await engine.open(), 10);
    await expect(post(dyingAt(store, 2, "after"), "e1", 4, withdrawal(4))).rejects.toThrow("died");
    const later = () => new Date(Date.now() + 2 * MINUTE);

    expect(await settlePending(entriesOf(store), store)).toBe(0);
    const settled = await Promise.all(
      Array.from({ length: 5 }, () => settlePending(entriesOf(store), store, { now: later })),
    );

    expect(settled.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await figures(store)).toMatchObject({
      account: { balance: 6 },
      points: { spent: 4 },
      entries: [{ _id: "e1" }],
    });
  });

  it("and is only waited for briefly", async () => {
    await using store = await withAccount(await engine.open(), 10);
    await expect(post(dyingAt(store, 2, "after"), "e1", 4, withdrawal(4))).rejects.toThrow("died");
    const waits: number[] = [];

    const result = await post(store, "e1", 4, withdrawal(4), {
      patienceMs: 100,
      sleep: async (ms) => void waits.push(ms),
    });

    expect(result).toMatchObject({ created: false, entry: { _id: "e1", pending: expect.any(Date) } });
    expect(waits.length).toBeGreaterThan(0);
  });
});
