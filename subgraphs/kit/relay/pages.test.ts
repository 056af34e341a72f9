// Pages: walking them sees every item exactly once, in order, whatever the page size; bad arguments are explained.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withCallCount } from "../store/countCalls.ts";
import type { DocumentCollection } from "../store/DocumentStore.ts";
import { openTestStore } from "../store/testStore.ts";
import { createChildPages } from "./childPages.ts";
import { type Connection, connectionOf } from "./connection.ts";
import { findPage } from "./findPage.ts";
import type { Order, PageArgs } from "./pageArgs.ts";

interface Visit {
  _id: string;
  place: string;
  day: string;
}

/** 60 visits to 3 places on 7 days, so that many share a day. */
const VISITS: Visit[] = Array.from({ length: 60 }, (_, n) => ({
  _id: `v${String(n).padStart(2, "0")}`,
  place: `p${n % 3}`,
  day: `2024-10-0${(n * 5) % 7}`,
}));
const NEWEST: Order = { field: "day", direction: -1 };
const BY_ID: Order = { field: "_id", direction: 1 };

let store: Awaited<ReturnType<typeof openCounted>>;
let visits: DocumentCollection<Visit>;
const openCounted = async () => withCallCount(await openTestStore("relay"));
beforeAll(async () => {
  store = await openCounted();
  visits = store.collection<Visit>("visits");
  await visits.createIndex({ place: 1, day: -1, _id: -1 });
  await visits.insertMany(VISITS);
});
afterAll(() => store[Symbol.asyncDispose]());

const sorted = (items: Visit[], { field, direction }: Order): string[] =>
  [...items]
    .sort((a, b) => {
      const [x, y] = [a, b].map((one) => `${(one as any)[field]} ${one._id}`) as [string, string];
      return direction * (x < y ? -1 : 1);
    })
    .map(({ _id }) => _id);

/** All ids by walking the pages. */
async function walk(page: (args: PageArgs) => Promise<Connection<Visit>>, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const { nodes, pageInfo }: Connection<Visit> = await page({ first, after });
    expect(nodes.length).toBeLessThanOrEqual(first);
    ids.push(...nodes.map(({ _id }) => _id));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after);
  return ids;
}

describe("a list", () => {
  it.each([
    [1, NEWEST],
    [7, NEWEST],
    [60, NEWEST],
    [100, NEWEST],
    [9, BY_ID],
  ])("by pages of %i is whole and in order", async (first, order) => {
    expect(await walk((args) => findPage(visits, {}, order, args), first)).toEqual(sorted(VISITS, order));
  });

  it("knows its total, filtered, and where a page stands", async () => {
    const page = await findPage(visits, { place: "p1" }, NEWEST, { first: 5 });
    expect(await page.totalCount()).toBe(20);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(page.edges.map(({ cursor }) => cursor).at(-1)).toBe(page.pageInfo.endCursor);
  });

  it("does not shift when something is inserted before the cursor", async () => {
    const { nodes, pageInfo } = await findPage(visits, {}, BY_ID, { first: 3 });
    await visits.insertOne({ _id: "v00a", place: "p9", day: "2024-10-01" });
    const next = await findPage(visits, {}, BY_ID, { first: 1, after: pageInfo.endCursor });
    await visits.deleteOne({ _id: "v00a" });
    expect([nodes.at(-1)?._id, next.nodes[0]?._id]).toEqual(["v02", "v03"]);
  });

  it.each([
    ["no items", { first: 0 }, /between 1 and 100/],
    ["too many items", { first: 101 }, /between 1 and 100/],
    ["a cursor of nothing", { after: "nonsense" }, /not a cursor of this list/],
  ])("refuses %s", async (_, args, message) => {
    await expect(findPage(visits, {}, NEWEST, args)).rejects.toThrow(message);
  });

  it("refuses the cursor of another order", async () => {
    const other = (await findPage(visits, {}, BY_ID, { first: 1 })).pageInfo.endCursor;
    await expect(findPage(visits, {}, NEWEST, { after: other })).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT" },
    });
  });

  it.each([
    ["an operator", { $ne: 1 }],
    ["a list", [1]],
    ["a date that never was", { $date: "never" }],
    ["no number", { $numberDouble: "NaN" }],
    ["a number without end", { $numberDouble: "Infinity" }],
    ["a pattern", { $regularExpression: { pattern: ".*", options: "" } }],
    ["code", { $code: "sleep(1)" }],
    ["a number of the store's own", { $numberDecimal: "1" }],
  ])("refuses a forged cursor that holds %s", async (_, value) => {
    const after = Buffer.from(JSON.stringify(["day", value, "v01"])).toString("base64url");
    await expect(findPage(visits, {}, NEWEST, { after })).rejects.toMatchObject({
      extensions: { code: "BAD_USER_INPUT" },
    });
  });
});

describe("children of many parents", () => {
  const open = () => createChildPages(visits, { keyField: "place", order: NEWEST });
  const inPlace = (place: string) =>
    sorted(
      VISITS.filter((visit) => visit.place === place),
      NEWEST,
    );

  it("by pages are whole and in order for each parent", async () => {
    for (const place of ["p0", "p1", "p2"]) {
      expect(await walk((args) => open()(place, args), 6)).toEqual(inPlace(place));
    }
  });

  it("come, with their totals, in one call each", async () => {
    const page = open();
    store.calls.reset();
    const pages = await Promise.all(["p0", "p1", "p2", "nowhere"].map((place) => page(place, { first: 2 })));
    const totals = await Promise.all(pages.map(({ totalCount }) => totalCount()));
    expect(pages.map(({ nodes }) => nodes.map(({ _id }) => _id))).toEqual([
      ...["p0", "p1", "p2"].map((place) => inPlace(place).slice(0, 2)),
      [],
    ]);
    expect(totals).toEqual([20, 20, 20, 0]);
    if (!process.env.TEST_MONGODB_URL) expect(store.calls.total).toBe(2);
  });
});

it("a list in memory pages alike", async () => {
  const page = async (args: PageArgs) => connectionOf(VISITS, args, args.first ?? 20);
  expect(await walk(page, 7)).toEqual(VISITS.map(({ _id }) => _id));
});
