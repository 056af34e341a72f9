/** Which way to the documents a query takes; the repositories' indexes are declared with these in mind. */
import type { Document } from "mongodb";
import { describe, expect, it } from "vitest";
import { choosePlan, type Plan } from "./choosePlan.ts";
import { filterBounds } from "./filterBounds.ts";
import { parseIndex } from "./IndexDefinition.ts";
import { parseSort } from "./parseSort.ts";

const INDEXES = [{ parent: 1, at: -1 }, { at: 1 }, { tags: 1, at: -1 }, { kind: 1 }].map((keys, i) => ({
  ...parseIndex(keys as Document as never, {}, i + 1),
  multikey: "tags" in keys ? 1 : 0,
}));

function planOf(
  filter: Document,
  sort: Document = {},
  wanted = 20,
  entries: Record<string, number> = {},
): Plan {
  return choosePlan({
    filter: filterBounds(filter),
    sort: parseSort(sort),
    wanted,
    indexes: INDEXES,
    countEntries: ({ index }) => entries[index.name] ?? 0,
  });
}

describe("a query", () => {
  it("by ids reads them", () => {
    expect(planOf({ _id: { $in: ["a", "b"] }, kind: 1 })).toMatchObject({ kind: "ids", exact: false });
    expect(planOf({ _id: "a" })).toMatchObject({ kind: "ids", exact: true, ordered: true });
  });

  it("for children in order reads one index, in order, and tests nothing", () => {
    const plan = planOf({ parent: "p" }, { at: -1, _id: 1 });
    expect(plan).toMatchObject({
      kind: "index",
      index: { name: "parent_1_at_-1" },
      ordered: true,
      exact: true,
      reverse: false,
    });
  });

  it("for the page after a cursor starts at the cursor", () => {
    const next = { $or: [{ at: { $lt: 5 } }, { at: 5, _id: { $gt: "x" } }] };
    const plan = planOf({ parent: "p", ...next }, { at: -1, _id: 1 });
    expect(plan).toMatchObject({
      kind: "index",
      index: { name: "parent_1_at_-1" },
      ordered: true,
      exact: false,
    });
    const first = planOf({ parent: "p" }, { at: -1, _id: 1 });
    if (plan.kind !== "index" || first.kind !== "index") throw new Error("expected index plans");
    expect(Buffer.compare(plan.ranges[0]?.start as Buffer, first.ranges[0]?.start as Buffer)).toBe(1);
  });

  it("backward reads the index backward", () => {
    expect(planOf({ parent: "p" }, { at: 1 })).toMatchObject({ reverse: true, ordered: true });
  });

  it("for children of several parents in one order merges them", () => {
    expect(planOf({ parent: { $in: ["p", "q"] } }, { at: -1 })).toMatchObject({ merge: true, ordered: true });
  });

  it("by an element of an array in another field's order needs no sort", () => {
    expect(planOf({ tags: "x" }, { at: -1 })).toMatchObject({
      index: { name: "tags_1_at_-1" },
      ordered: true,
      exact: true,
    });
  });

  it("never meets two bounds on an array field in one range", () => {
    const both = planOf({ tags: { $gt: "a", $lt: "c" } }, {}, 0);
    const one = planOf({ tags: { $gt: "a" } }, {}, 0);
    if (both.kind !== "index" || one.kind !== "index") throw new Error("expected index plans");
    expect(both.ranges).toEqual(one.ranges);
    expect(both.exact).toBe(false);
  });

  it("that two indexes narrow takes the one with fewer entries", () => {
    const filter = { kind: 1, parent: "p", other: 1 };
    expect(planOf(filter, {}, 0, { kind_1: 3, "parent_1_at_-1": 90 })).toMatchObject({
      index: { name: "kind_1" },
    });
    expect(planOf(filter, {}, 0, { kind_1: 90, "parent_1_at_-1": 3 })).toMatchObject({
      index: { name: "parent_1_at_-1" },
    });
  });

  it("without a useful index scans", () => {
    expect(planOf({ other: 1 })).toMatchObject({ kind: "scan", exact: false });
    expect(planOf({}, { _id: -1 })).toMatchObject({
      kind: "scan",
      ordered: true,
      reverse: true,
      exact: true,
    });
  });
});
