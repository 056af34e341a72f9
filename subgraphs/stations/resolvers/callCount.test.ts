// The number of database calls follows the shape of a query, never the number of rows: the bound of each query is
// what its shape loads (a load may find everything in the request's cache), on a sample four times the size too.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

/** What to ask, and how many database calls its shape comes to. */
const QUERIES: [name: string, bound: number, query: string][] = [
  [
    "districts with their figures",
    13,
    `{ districts(parentCode: "110000") { name parent { name } children { code } stations {
    stations communities communitySocialWorkers confirmedPairings referralsAccepted { value } referralsCompleted { value }
    purchasedProjects purchasedAmountYuan communityFunds communityFundBalanceYuan } } }`,
  ],
  [
    "districts with stations with workers",
    7,
    `{ districts(level: COUNTY) { stations { stationList(first: 3) { totalCount nodes {
    name operator { name } community { name } workers(first: 2) { totalCount nodes { id } } } } } } }`,
  ],
  [
    "communities with their five societies",
    10,
    `{ communities(first: 14) { nodes { name district { name }
    fund { balanceYuan entries(first: 2) { totalCount nodes { organization { name } } } }
    linkage { socialOrganizations { name } socialWorkers { totalCount } charitableResources { provider { name } } actions(first: 2) { nodes { title } } } } } }`,
  ],
  [
    "workers with counterparts, pairings and intakes",
    7,
    `{ communitySocialWorkers(filter: { districtCode: "110000" }, first: 40) { nodes {
    station { name } medicalCounterparts { worker { id } pairing { id } } pairings(first: 2) { totalCount nodes { id } } intakes(first: 2) { nodes { visits { worker { id } } } } } } }`,
  ],
  [
    "pairings",
    7,
    `{ pairings(first: 14) { totalCount nodes { communityWorker { station { name } district { name } } medicalWorker { id communityCounterparts { worker { id } } } } } }`,
  ],
  [
    "intakes",
    4,
    `{ intakes(first: 40) { nodes { station { name } worker { id } referral { intake { id } } } } }`,
  ],
  [
    "projects",
    5,
    `{ purchasedProjects(first: 20) { nodes { station { name } purchaser { name } provider { name operatedStations(first: 1) { totalCount } } } } }`,
  ],
  [
    "statistics",
    8,
    `{ intakeStatistics(groupBy: [STATION, YEAR]) { station { name } year count { value } }
    projectStatistics(groupBy: [DISTRICT, FIELD]) { district { name } count amountYuan } pairingStatistics(groupBy: [DISTRICT, STATUS]) { district { name } count } }`,
  ],
];

/** Medical social workers of all Beijing's districts, as many as asked for. */
const medicalWorkers = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    __typename: "MedicalSocialWorker",
    id: `msw_${String(index + 1).padStart(4, "0")}`,
    serviceFields: ["ELDERLY_CARE", "REHABILITATION", "FAMILY_SUPPORT"],
    district: { __typename: "District", code: ["110114", "110101", "110102", "110105"][index % 4] },
  }));

let small: Stations;
let large: Stations;
beforeAll(async () => {
  small = await openStations();
  large = await openStations({ sample: { seed: 20241001, scale: 0.2 } });
  // The figures of intakes are read once a day.
  for (const graph of [small, large]) await graph.query("{ intakeStatistics(groupBy: [YEAR]) { year } }");
});
beforeEach(async ({ skip }) => {
  skip(!(await small.isFullServer()), "this server reads children with one call per parent");
});
afterAll(async () => {
  await small[Symbol.asyncDispose]();
  await large[Symbol.asyncDispose]();
});

const callsOf = async (graph: Stations, run: (graph: Stations) => Promise<unknown>) => {
  graph.calls.reset();
  await run(graph);
  return graph.calls.total;
};

test.each(QUERIES)("%s: at most %d calls", async (_, bound, query) => {
  for (const graph of [small, large]) {
    const calls = await callsOf(graph, () => graph.query(query));
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThanOrEqual(bound);
  }
});

test("counterparts, existing and suggested, for one medical social worker and for eighty", async () => {
  const ask = (count: number) => (graph: Stations) =>
    graph.entities(
      medicalWorkers(count),
      `... on MedicalSocialWorker { communityCounterparts { worker { id station { name } } since }
           suggestedCounterparts(first: 3) { worker { id } matchingFields score } pairings(status: CONFIRMED) { totalCount } }`,
    );
  const calls = await callsOf(large, ask(1));
  expect(await callsOf(large, ask(80))).toBe(calls);
  expect(await callsOf(small, ask(80))).toBe(calls);
});

test("referrals of one and of a hundred", async () => {
  const ask = (count: number) => (graph: Stations) =>
    graph.entities(
      Array.from({ length: count }, (_, index) => ({
        __typename: "Referral",
        id: `ref_${String(index + 1).padStart(6, "0")}`,
        hospitalStatus: "SENT",
      })),
      "... on Referral { status intake { status station { name district { name } } worker { id } } }",
    );
  expect(await callsOf(large, ask(100))).toBe(await callsOf(large, ask(1)));
});
