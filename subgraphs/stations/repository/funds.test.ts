// A community's fund: donations come in, grants go out, the balance never falls below zero whatever races,
// and what a client repeats is booked once. A booking that a crash interrupted is finished exactly once.
import { afterAll, beforeAll, expect, test } from "vitest";
import { stations } from "../subgraph.ts";
import { openStations, type Stations } from "../testing/openStations.ts";
import { openCollections } from "./collections.ts";

let graph: Stations;
let fundless: string[];
let agency: string;
beforeAll(async () => {
  graph = await openStations();
  const { communities, organizations } = await graph.query(`{
    communities(first: 100) { nodes { id fund { balanceYuan } } }
    organizations(filter: { kind: SOCIAL_SERVICE_AGENCY }, first: 1) { nodes { creditCode } }
  }`);
  fundless = communities.nodes
    .filter(({ fund }: { fund: object | null }) => fund === null)
    .map(({ id }: { id: string }) => id);
  agency = organizations.nodes[0].creditCode;
});
afterAll(() => graph[Symbol.asyncDispose]());

const FIELDS =
  "entry { id kind amountYuan at purpose organization { creditCode } community { id } } fund { balanceYuan raisedYuan grantedYuan entries { totalCount } }";
const donate = (communityId: string, amountYuan: number, clientKey: string, input: object = {}) =>
  graph.act("donateToCommunityFund", { clientKey, communityId, amountYuan, ...input }, FIELDS);
const grant = (communityId: string, amountYuan: number, clientKey: string, input: object = {}) =>
  graph.act(
    "grantFromCommunityFund",
    { clientKey, communityId, amountYuan, recipientCreditCode: agency, purpose: "HARDSHIP_RELIEF", ...input },
    FIELDS,
  );
/** A community without a fund, another one each time. */
const newCommunity = (): string => {
  const id = fundless.pop();
  if (!id) throw new Error("the sample has no more communities without a fund");
  return id;
};

test("the first donation founds the fund; a grant takes from it", async () => {
  const community = newCommunity();
  const donated = await donate(community, 1000.5, "d1", { donorCreditCode: agency });
  expect(donated.entry).toMatchObject({
    kind: "DONATION",
    amountYuan: 1000.5,
    at: "2024-11-01T08:00:00.000Z",
    purpose: null,
    organization: { creditCode: agency },
    community: { id: community },
  });
  expect(donated.fund).toEqual({
    balanceYuan: 1000.5,
    raisedYuan: 1000.5,
    grantedYuan: 0,
    entries: { totalCount: 1 },
  });
  const granted = await grant(community, 400.25, "g1");
  expect(granted.entry).toMatchObject({ kind: "GRANT", amountYuan: 400.25, purpose: "HARDSHIP_RELIEF" });
  expect(granted.fund).toEqual({
    balanceYuan: 600.25,
    raisedYuan: 1000.5,
    grantedYuan: 400.25,
    entries: { totalCount: 2 },
  });
});

test("a person's donation names nobody", async () => {
  expect((await donate(newCommunity(), 10, "person")).entry.organization).toBeNull();
});

test("what is repeated with its key is booked once; another content is a conflict", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  const community = newCommunity();
  const answers = await Promise.all(Array.from({ length: 6 }, () => donate(community, 100, "repeat-d")));
  expect(new Set(answers.map(({ entry }) => entry.id)).size).toBe(1);
  const grants = await Promise.all(Array.from({ length: 6 }, () => grant(community, 60, "repeat-g")));
  expect(new Set(grants.map(({ entry }) => entry.id)).size).toBe(1);
  expect((await donate(community, 100, "repeat-d")).fund).toMatchObject({
    balanceYuan: 40,
    entries: { totalCount: 2 },
  });
  expect(await donate(community, 101, "repeat-d")).toMatchObject({
    entry: null,
    code: "CONFLICT",
    at: "input.clientKey",
  });
  expect(await grant(community, 10, "repeat-g")).toMatchObject({ entry: null, code: "CONFLICT" });
});

test("grants that race never take more than there is", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  const community = newCommunity();
  await donate(community, 100, "race-d");
  const answers = await Promise.all(Array.from({ length: 15 }, (_, i) => grant(community, 30, `race-${i}`)));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(3);
  expect(answers.filter(({ code }) => code === "INSUFFICIENT_BALANCE")).toHaveLength(12);
  const { found } = await graph.query(
    `{ found: community(id: "${community}") { fund { balanceYuan grantedYuan entries { totalCount } } } }`,
  );
  expect(found.fund).toEqual({ balanceYuan: 10, grantedYuan: 90, entries: { totalCount: 4 } });
});

test("donations that race all count, the first ones too", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  const community = newCommunity();
  await Promise.all(Array.from({ length: 12 }, (_, i) => donate(community, 5, `many-${i}`)));
  const { found } = await graph.query(
    `{ found: community(id: "${community}") { fund { balanceYuan entries { totalCount } } } }`,
  );
  expect(found.fund).toEqual({ balanceYuan: 60, entries: { totalCount: 12 } });
});

test("a refused grant leaves no trace, and its key can be used again", async () => {
  const community = newCommunity();
  expect(await grant(community, 5, "early")).toMatchObject({
    code: "INSUFFICIENT_BALANCE",
    at: "input.amountYuan",
  });
  await donate(community, 8, "late");
  expect((await grant(community, 5, "early")).fund).toMatchObject({
    balanceYuan: 3,
    entries: { totalCount: 2 },
  });
});

test("what does not fit is refused", async () => {
  const refused = [
    [await donate("cm_x", 5, "x1"), "NOT_FOUND", "input.communityId"],
    [await donate("cm_110114_01", 0, "x2"), "INVALID_INPUT", "input.amountYuan"],
    [await donate("cm_110114_01", -5, "x3"), "INVALID_INPUT", "input.amountYuan"],
    [await donate("cm_110114_01", 0.001, "x4"), "INVALID_INPUT", "input.amountYuan"],
    [await donate("cm_110114_01", 5, ""), "INVALID_INPUT", "input.clientKey"],
    [
      await donate("cm_110114_01", 5, "x5", { donorCreditCode: "91110000600037341L" }),
      "NOT_FOUND",
      "input.donorCreditCode",
    ],
    [await grant("cm_x", 5, "x6"), "NOT_FOUND", "input.communityId"],
    [await grant("cm_110114_01", 1e9, "x7"), "INVALID_INPUT", "input.amountYuan"],
    [
      await grant("cm_110114_01", 5, "x8", { recipientCreditCode: "91110000600037341L" }),
      "NOT_FOUND",
      "input.recipientCreditCode",
    ],
  ] as const;
  for (const [answer, code, at] of refused) expect(answer).toMatchObject({ entry: null, code, at });
});

test("a donation that a crash interrupted before it reached the fund is finished once, when the subgraph settles", async () => {
  const community = newCommunity();
  await donate(community, 20, "before");
  const { fundEntries } = openCollections(graph.store);
  const effects = JSON.stringify([
    { collection: "funds", filter: { _id: community }, inc: { balanceFen: 500, raisedFen: 500 } },
  ]);
  const interrupted = {
    _id: "fe_000000000001",
    communityId: community,
    kind: "DONATION" as const,
    amountFen: 500,
    at: new Date("2024-11-01T07:00:00Z"),
    organizationCode: null,
    purpose: null,
    pending: new Date("2024-11-01T07:00:00Z"),
  };
  await fundEntries.insertOne({ ...interrupted, effects } as typeof interrupted);
  const read = async () =>
    (
      await graph.query(
        `{ found: community(id: "${community}") { fund { balanceYuan entries { totalCount } } } }`,
      )
    ).found.fund;
  expect(await read()).toEqual({ balanceYuan: 20, entries: { totalCount: 1 } });
  await stations.settle?.(
    { ...openCollections(graph.store), store: graph.store },
    () => new Date("2024-11-01T09:00:00Z"),
  );
  await stations.settle?.(
    { ...openCollections(graph.store), store: graph.store },
    () => new Date("2024-11-01T09:00:00Z"),
  );
  expect(await read()).toEqual({ balanceYuan: 25, entries: { totalCount: 2 } });
});
