/**
 * Posting into a collection with a unique index of its own (one organisation per credit code): an entry that takes
 * somebody else's value is refused with the store's duplicate-key error, and changes nothing.
 */
import { describe, expect, it } from "vitest";
import { engines } from "./contract/engines.ts";
import { isDuplicateKey } from "./DocumentStore.ts";
import { type JournalEntry, postEntry } from "./journal.ts";

interface Registration extends JournalEntry {
  code: string;
}

describe.each(await engines())("an entry that breaks another unique index in $name", (engine) => {
  it("is refused, and nothing is counted", async () => {
    await using store = await engine.open();
    const registrations = store.collection<Registration>("registrations");
    await registrations.createIndex({ code: 1 }, { unique: true });
    const register = (_id: string, code: string) =>
      postEntry(registrations, store, { _id, code }, [
        { collection: "totals", filter: { _id: "all" }, inc: { registrations: 1 }, setOnInsert: {} },
      ]);
    await register("first", "A");

    const refused = await register("second", "A").catch((error: unknown) => error);

    expect(isDuplicateKey(refused)).toBe(true);
    expect(await registrations.find({}).toArray()).toEqual([{ _id: "first", code: "A" }]);
    expect(await store.collection("totals").find({}).toArray()).toMatchObject([{ registrations: 1 }]);
  });
});
