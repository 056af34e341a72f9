// Sample data goes in once, whole, and never over an agency's own data.
import { afterEach, describe, expect, it } from "vitest";
import { openTestStore, type TestStore } from "../store/testStore.ts";
import { ensureSample } from "./ensureSample.ts";
import type { AnySubgraphDefinition } from "./Subgraph.ts";
import { startClock } from "./startClock.ts";

let store: TestStore;
afterEach(async () => {
  await store[Symbol.asyncDispose]();
});

const OPTIONS = { seed: 1, scale: 1 };
/** A definition whose sample is two notes; it breaks off after one when told to. */
const definition = (breaksOff = false) =>
  ({
    name: "talent",
    collections: ["notes"],
    loadSample: async (into: TestStore) => {
      const notes = into.collection<{ _id: string }>("notes");
      await notes.insertOne({ _id: "a" });
      if (breaksOff) throw new Error("killed");
      await notes.insertOne({ _id: "b" });
    },
  }) as unknown as AnySubgraphDefinition;
const ids = async () =>
  (
    await store
      .collection<{ _id: string }>("notes")
      .find({}, { sort: { _id: 1 } })
      .toArray()
  ).map(({ _id }) => _id);
const load = (breaksOff = false, options = OPTIONS) =>
  ensureSample(definition(breaksOff), store, options, () => {});

describe("the sample data", () => {
  it("is loaded once", async () => {
    store = await openTestStore("sample");
    await load();
    await load();
    expect(await ids()).toEqual(["a", "b"]);
  });

  it("is loaded from the start after a load that broke off", async () => {
    store = await openTestStore("sample");
    await expect(load(true)).rejects.toThrow("killed");
    await load();
    expect(await ids()).toEqual(["a", "b"]);
  });

  it("is not loaded over data of the agency's own", async () => {
    store = await openTestStore("sample");
    await store.collection<{ _id: string }>("notes").insertOne({ _id: "own" });
    await load();
    expect(await ids()).toEqual(["own"]);
  });

  it("of another seed or scale is refused with what to do", async () => {
    store = await openTestStore("sample");
    await load();
    await expect(load(false, { seed: 1, scale: 2 })).rejects.toThrow(
      /seed 1, scale 1, not seed 1, scale 2: set SAMPLE_SEED/,
    );
  });
});

describe("the clock", () => {
  it("starts at noon of the day it is given and runs on", async () => {
    const now = startClock("2024-10-31");
    expect(now().toISOString()).toMatch(/^2024-10-31T12:00:0/);
    const first = now().getTime();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(now().getTime()).toBeGreaterThan(first);
  });
  it("is the real one when told so", () =>
    expect(Math.abs(startClock("real")().getTime() - Date.now())).toBeLessThan(1_000));
});
