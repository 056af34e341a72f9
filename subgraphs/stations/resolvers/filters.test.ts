// Every list can be narrowed, and read page by page: each item comes once, in order; a page has at most 100.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  graph = await openStations();
});
afterAll(() => graph[Symbol.asyncDispose]());

/** All items of a list of at most 100. */
const list = async (field: string, node: string) =>
  (await graph.query(`{ list: ${field} { nodes { ${node} } } }`)).list.nodes;

test.each([
  ["communities", "id", 7],
  ["communityStations", "id", 9],
  ["communitySocialWorkers", "id", 40],
  ["organizations", "creditCode", 60],
  ["purchasedProjects", "id startsOn", 3],
  ["pairings", "id proposedAt", 3],
  ["intakes", "id acceptedAt declinedAt", 11],
])("all %s are walked page by page, each once", async (field, node, first) => {
  const items = await graph.walk(field, node, first);
  const { list: page } = await graph.query(`{ list: ${field} { totalCount } }`);
  expect(items).toHaveLength(page.totalCount);
  expect(new Set(items.map((item) => item.id ?? item.creditCode)).size).toBe(page.totalCount);
  const times = items.map((item) =>
    String(item.startsOn ?? item.proposedAt ?? item.acceptedAt ?? item.declinedAt ?? ""),
  );
  expect(times).toEqual([...times].sort().reverse());
});

test("children are walked page by page too", async () => {
  const walked: string[] = [];
  for (let after: string | null = null; ; ) {
    const { district } = await graph.query(
      `query ($after: String) { district(code: "430000") { stations { stationList(first: 4, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } } } }`,
      { after },
    );
    const { nodes, pageInfo } = district.stations.stationList;
    walked.push(...nodes.map(({ id }: { id: string }) => id));
    if (!pageInfo.hasNextPage) break;
    after = pageInfo.endCursor;
  }
  expect(walked).toEqual([...new Set(walked)].sort());
  expect(walked).toHaveLength(19);
});

test("a page that is too large and a foreign cursor are refused", async () => {
  for (const args of ["first: 101", "first: 0", 'after: "x"']) {
    const { errors } = await graph.execute(`{ pairings(${args}) { nodes { id } } }`);
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
  }
});

test("stations by field and operator", async () => {
  const elderly = await list(
    "communityStations(filter: { serviceField: ELDERLY_CARE }, first: 100)",
    "serviceFields",
  );
  expect(elderly.length).toBeGreaterThan(0);
  for (const { serviceFields } of elderly) expect(serviceFields).toContain("ELDERLY_CARE");
  const [{ operator }] = await list("communityStations(first: 1)", "operator { creditCode }");
  const run = await list(
    `communityStations(filter: { operatorCreditCode: "${operator.creditCode}" })`,
    "operator { creditCode }",
  );
  expect(new Set(run.map((station: typeof run) => station.operator.creditCode))).toEqual(
    new Set([operator.creditCode]),
  );
});

test("workers by place, station, field, post and Party service", async () => {
  const members = await list(
    "communitySocialWorkers(filter: { servesAsPartyMember: true }, first: 100)",
    "servesAsPartyMember",
  );
  const others = await list(
    "communitySocialWorkers(filter: { servesAsPartyMember: false }, first: 100)",
    "servesAsPartyMember",
  );
  expect(members.length).toBeGreaterThan(0);
  expect(members.length).toBeLessThan(others.length);
  const here = await list(
    'communitySocialWorkers(filter: { stationId: "st_110114_01", districtCode: "110000", isInPost: true })',
    "station { id }",
  );
  expect(here.length).toBeGreaterThanOrEqual(3);
  for (const { station } of here) expect(station.id).toBe("st_110114_01");
  expect(await list("communitySocialWorkers(filter: { isInPost: false })", "id")).toEqual([]);
  const fitting = await list(
    "communitySocialWorkers(filter: { serviceField: MENTAL_HEALTH })",
    "serviceFields",
  );
  for (const { serviceFields } of fitting) expect(serviceFields).toContain("MENTAL_HEALTH");
});

test("organisations by kind and place", async () => {
  const foundations = await list("organizations(filter: { kind: FOUNDATION })", "kind district { code }");
  expect(foundations).toHaveLength(3);
  const local = await list('organizations(filter: { districtCode: "620422" })', "kind");
  expect(local.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
    "GOVERNMENT",
    "SOCIAL_SERVICE_AGENCY",
    "SOCIAL_SERVICE_AGENCY",
    "VOLUNTEER_ORGANIZATION",
  ]);
});

test("projects by field, money, status, year, place and provider", async () => {
  const node = "field fundingSource status startsOn district { code } provider { creditCode }";
  const all = await list("purchasedProjects(first: 100)", node);
  const [{ field, fundingSource, status, startsOn, district, provider }] = all;
  const filters = [
    [`field: ${field}`, (p: (typeof all)[0]) => p.field === field],
    [`fundingSource: ${fundingSource}`, (p: (typeof all)[0]) => p.fundingSource === fundingSource],
    [`status: ${status}`, (p: (typeof all)[0]) => p.status === status],
    [
      `year: ${startsOn.slice(0, 4)}`,
      (p: (typeof all)[0]) => p.startsOn.slice(0, 4) === startsOn.slice(0, 4),
    ],
    [`districtCode: "${district.code}"`, (p: (typeof all)[0]) => p.district.code === district.code],
    [
      `providerCreditCode: "${provider.creditCode}"`,
      (p: (typeof all)[0]) => p.provider.creditCode === provider.creditCode,
    ],
  ] as const;
  for (const [filter, holds] of filters) {
    expect(await list(`purchasedProjects(filter: { ${filter} }, first: 100)`, node)).toEqual(
      all.filter(holds),
    );
  }
});

test("pairings and intakes by their filters", async () => {
  const pairings = await list(
    "pairings(first: 100)",
    "id status district { code } medicalWorker { id } communityWorker { id }",
  );
  const [{ id, medicalWorker, communityWorker }] = pairings;
  const found = await list(
    `pairings(filter: { medicalWorkerId: "${medicalWorker.id}", communityWorkerId: "${communityWorker.id}", districtCode: "110000" })`,
    "id",
  );
  expect(found).toEqual([{ id }]);
  const confirmed = pairings.filter(({ status }: { status: string }) => status === "CONFIRMED");
  expect(await list("pairings(filter: { status: CONFIRMED }, first: 100)", "id")).toHaveLength(
    confirmed.length,
  );

  const [{ station, status }] = await list("intakes(first: 1)", "status station { id district { code } }");
  const same = await list(
    `intakes(filter: { stationId: "${station.id}", districtCode: "${station.district.code}", status: ${status} })`,
    "status station { id }",
  );
  expect(same.length).toBeGreaterThan(0);
  for (const intake of same) expect(intake).toEqual({ status, station: { id: station.id } });
});
