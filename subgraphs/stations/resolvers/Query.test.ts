// Reading: divisions and what lies in them, stations, workers, organisations, projects, pairings, intakes.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  graph = await openStations();
});
afterAll(() => graph[Symbol.asyncDispose]());

test("a district stands below its province, a county of Gansu below its city", async () => {
  const answer = await graph.query(`{
    beijing: district(code: "110114") { name level parent { code name parent { code } } }
    gansu: district(code: "623023") { level parent { name level parent { name } } children { code } }
    unknown: district(code: "510104") { code }
  }`);
  expect(answer).toEqual({
    beijing: { name: "昌平区", level: "COUNTY", parent: { code: "110000", name: "北京市", parent: null } },
    gansu: {
      level: "COUNTY",
      parent: { name: "甘南藏族自治州", level: "CITY", parent: { name: "甘肃省" } },
      children: [],
    },
    unknown: null,
  });
});

test("divisions are listed by level and by the division above", async () => {
  const { provinces, districts, all } = await graph.query(`{
    provinces: districts(level: PROVINCE) { name }
    districts(parentCode: "110000") { code }
    all: districts { code }
  }`);
  expect(provinces).toEqual([{ name: "北京市" }, { name: "湖南省" }, { name: "甘肃省" }]);
  expect(districts).toHaveLength(16);
  expect(all).toHaveLength(77);
});

test("a province's figures are the sum of its counties'", async () => {
  const figures =
    "stations communities communitySocialWorkers confirmedPairings purchasedProjects purchasedAmountYuan communityFunds communityFundBalanceYuan";
  const { district, stations, projects } = await graph.query(`{
    district(code: "430000") {
      stations { ${figures} stationList { totalCount } communityList { totalCount } }
      children { stations { ${figures} } children { stations { ${figures} } } }
    }
    stations: communityStations(filter: { districtCode: "430000" }) { totalCount }
    projects: purchasedProjects(filter: { districtCode: "430000" }) { totalCount }
  }`);
  const { stationList, communityList, ...province } = district.stations;
  const sumOf = (parts: { stations: Record<string, number> }[]) =>
    Object.fromEntries(
      Object.keys(province).map((name) => [
        name,
        parts.reduce((sum, part) => sum + (part.stations[name] ?? 0), 0),
      ]),
    );
  expect(province).toEqual(sumOf(district.children));
  expect(province).toEqual(
    sumOf(
      district.children.flatMap(
        (city: { children: { stations: Record<string, number> }[] }) => city.children,
      ),
    ),
  );
  expect(province.stations).toBe(19);
  expect([stationList.totalCount, communityList.totalCount]).toEqual([19, 19]);
  expect([stations.totalCount, projects.totalCount]).toEqual([19, province.purchasedProjects]);
});

test("a station leads to its community, operator, workers and back", async () => {
  const { communityStation: station } = await graph.query(`{
    communityStation(id: "st_110114_01") {
      id name openedOn serviceFields populationServed
      district { code } operator { creditCode name kind district { code } operatedStations { nodes { id } } }
      community { id name stations { nodes { id } } }
      workers { totalCount nodes { id station { id } district { code } assignedOn endedOn } }
      projects { nodes { station { id } } }
    }
  }`);
  expect(station).toMatchObject({
    id: "st_110114_01",
    district: { code: "110114" },
    operator: { kind: "SOCIAL_SERVICE_AGENCY", district: { code: "110114" } },
    community: { id: "cm_110114_01", stations: { nodes: [{ id: "st_110114_01" }] } },
  });
  expect(station.operator.operatedStations.nodes).toContainEqual({ id: "st_110114_01" });
  expect(station.workers.totalCount).toBe(station.workers.nodes.length);
  for (const worker of station.workers.nodes) {
    expect(worker).toMatchObject({
      station: { id: "st_110114_01" },
      district: { code: "110114" },
      endedOn: null,
    });
    expect(worker.assignedOn >= station.openedOn).toBe(true);
  }
});

test("a community shows its fund and the five societies", async () => {
  const { communities } = await graph.query(`{
    communities(filter: { districtCode: "110000" }, first: 100) { nodes {
      name district { code }
      fund { balanceYuan raisedYuan grantedYuan entries(first: 100) { nodes { id community { id } kind amountYuan at purpose organization { name } } } }
      linkage {
        communityVolunteers socialOrganizations { creditCode kind }
        socialWorkers { totalCount nodes { id } }
        charitableResources { kind valueYuan since provider { name } }
        actions { totalCount nodes { id community { id } title heldOn parties beneficiaries { value } } }
      }
    } }
  }`);
  const funds = communities.nodes.flatMap(({ fund }: { fund: object | null }) => fund ?? []);
  expect(communities.nodes).toHaveLength(16);
  expect(funds.length).toBeGreaterThan(4);
  expect(funds.length).toBeLessThan(16);
  for (const { balanceYuan, raisedYuan, grantedYuan, entries } of funds) {
    const sum = (kind: string) =>
      entries.nodes
        .filter((entry: { kind: string }) => entry.kind === kind)
        .reduce((total: number, entry: { amountYuan: number }) => total + entry.amountYuan, 0);
    expect([raisedYuan, grantedYuan]).toEqual([sum("DONATION"), sum("GRANT")]);
    expect(balanceYuan).toBeCloseTo(raisedYuan - grantedYuan, 2);
    expect(balanceYuan).toBeGreaterThanOrEqual(0);
  }
  for (const { linkage } of communities.nodes) {
    expect(linkage.socialOrganizations.length).toBeGreaterThanOrEqual(2);
    expect(linkage.charitableResources.length).toBeGreaterThanOrEqual(1);
    expect(linkage.socialWorkers.totalCount).toBeGreaterThanOrEqual(3);
    expect(linkage.communityVolunteers).toBeGreaterThan(0);
    for (const { parties } of linkage.actions.nodes) expect(parties.length).toBeGreaterThanOrEqual(2);
  }
});

test("an organisation shows what it provides and what it purchases", async () => {
  const { purchasedProjects } = await graph.query(`{ purchasedProjects(first: 5) { nodes {
    id title field fundingSource status startsOn endsOn closedOn amountYuan district { code }
    provider { creditCode providedProjects { nodes { id } } }
    purchaser { creditCode kind purchasedProjects { nodes { id } } }
  } } }`);
  for (const { id, provider, purchaser, fundingSource } of purchasedProjects.nodes) {
    expect(provider.providedProjects.nodes).toContainEqual({ id });
    expect(purchaser.purchasedProjects.nodes).toContainEqual({ id });
    if (fundingSource === "FISCAL") expect(purchaser.kind).toBe("GOVERNMENT");
  }
  const { one, known } = await graph.query(`{
    one: purchasedProject(id: "${purchasedProjects.nodes[0].id}") { title }
    known: organization(creditCode: "${purchasedProjects.nodes[0].provider.creditCode}") { name kind }
  }`);
  expect(one.title).toBe(purchasedProjects.nodes[0].title);
  expect(known.name).not.toBe("");
});

test("what is not known is null", async () => {
  const answer = await graph.query(`{
    community(id: "cm_x") { id } communityStation(id: "st_x") { id } communitySocialWorker(id: "csw_x") { id }
    purchasedProject(id: "pj_x") { id } pairing(id: "pr_x") { id }
    organization(creditCode: "91110000600037341L") { name }
  }`);
  expect(Object.values(answer)).toEqual([null, null, null, null, null, null]);
});
