// Statistics: counts and sums by one to three dimensions, in a stable order, that agree with the lists.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  // Nothing is small, so every figure is shown.
  graph = await openStations({ threshold: 1 });
});
afterAll(() => graph[Symbol.asyncDispose]());

const total = (rows: { count: number }[]) => rows.reduce((sum, { count }) => sum + count, 0);

test("intakes by each dimension add up to all intakes", async () => {
  const { all, ...grouped } = await graph.query(`{
    all: intakes { totalCount }
    district: intakeStatistics(groupBy: [DISTRICT]) { district { code name } count { value } visits { value } }
    station: intakeStatistics(groupBy: [STATION]) { station { id name } count { value } visits { value } }
    month: intakeStatistics(groupBy: [MONTH]) { month count { value } visits { value } }
    year: intakeStatistics(groupBy: [YEAR]) { year count { value } visits { value } }
    status: intakeStatistics(groupBy: [STATUS]) { status count { value } visits { value } }
    outcome: intakeStatistics(groupBy: [OUTCOME]) { outcome count { value } visits { value } }
  }`);
  for (const rows of Object.values(grouped) as { count: { value: number } }[][])
    expect(rows.reduce((sum, { count }) => sum + count.value, 0)).toBe(all.totalCount);
  expect(grouped.year.map(({ year }: { year: number }) => year)).toEqual([
    2019, 2020, 2021, 2022, 2023, 2024,
  ]);
  expect(grouped.month[0].month).toMatch(/^2019-\d\d$/);
  expect(grouped.outcome.at(-1).outcome).toBeNull();
  expect(grouped.status.find(({ status }: { status: string }) => status === "DECLINED").visits.value).toBe(0);
  expect(grouped.station[0].station.name).toContain("社工站");
});

test("visits are those of the intakes counted", async () => {
  const intakes = await graph.walk("intakes", "status visits { id } station { id }", 100);
  const { rows } = await graph.query(
    `{ rows: intakeStatistics(groupBy: [STATION]) { station { id } count { value } visits { value } } }`,
  );
  for (const { station, count, visits } of rows) {
    const those = intakes.filter((intake: any) => intake.station.id === station.id);
    expect(count.value).toBe(those.length);
    expect(visits.value).toBe(those.flatMap((intake: any) => intake.visits).length);
  }
});

test("small figures are withheld, and so are their visits", async () => {
  await using guarded = await openStations();
  const { rows, districts } = await guarded.query(`{
    rows: intakeStatistics(groupBy: [STATION, YEAR]) { count { value suppressed reason } visits { value suppressed } }
    districts(level: COUNTY) { stations { referralsAccepted { value suppressed } referralsCompleted { value } } }
  }`);
  expect(rows.some(({ count }: any) => count.reason === "SMALL_CELL")).toBe(true);
  for (const { count, visits } of rows) {
    if (count.suppressed) expect(visits).toEqual({ value: null, suppressed: true });
    else expect(count.value).toBeGreaterThanOrEqual(5);
  }
  for (const { stations } of districts) expect([1, 2, 3, 4]).not.toContain(stations.referralsAccepted.value);
});

test("rows are sorted by their dimensions in the order asked for; the others are null", async () => {
  const { rows } = await graph.query(`{ rows: projectStatistics(groupBy: [FIELD, YEAR]) {
    field year status fundingSource district { code } count amountYuan
  } }`);
  const keys = rows.map(({ field, year }: { field: string; year: number }) => `${field} ${year}`);
  expect(keys).toEqual([...new Set(keys)].sort());
  for (const row of rows) expect(row).toMatchObject({ status: null, fundingSource: null, district: null });
});

test("projects and their money by field, source and status", async () => {
  const { all, rows, counties } = await graph.query(`{
    all: purchasedProjects(first: 100) { totalCount nodes { amountYuan } }
    rows: projectStatistics(groupBy: [FIELD, FUNDING_SOURCE, STATUS]) { field fundingSource status count amountYuan }
    counties: projectStatistics(groupBy: [DISTRICT], filter: { districtCode: "110000" }) { district { code } count }
  }`);
  expect(total(rows)).toBe(all.totalCount);
  const money = (items: { amountYuan: number }[]) =>
    items.reduce((sum, { amountYuan }) => sum + amountYuan, 0);
  expect(money(rows)).toBe(money(all.nodes));
  expect(new Set(rows.map(({ field }: { field: string }) => field)).size).toBe(4);
  expect(new Set(rows.map(({ fundingSource }: { fundingSource: string }) => fundingSource)).size).toBe(5);
  for (const { district } of counties) expect(district.code.startsWith("11")).toBe(true);
});

test("pairings by district, year and status, narrowed by a filter", async () => {
  const { all, rows, confirmed } = await graph.query(`{
    all: pairings { totalCount }
    rows: pairingStatistics(groupBy: [DISTRICT, YEAR, STATUS]) { district { name } year status count }
    confirmed: pairingStatistics(groupBy: [STATUS], filter: { status: CONFIRMED }) { status count }
  }`);
  expect(total(rows)).toBe(all.totalCount);
  expect(confirmed).toEqual([
    {
      status: "CONFIRMED",
      count: total(rows.filter(({ status }: { status: string }) => status === "CONFIRMED")),
    },
  ]);
});

test.each([
  ["intakeStatistics", "[]"],
  ["intakeStatistics", "[YEAR, YEAR]"],
  ["intakeStatistics", "[YEAR, MONTH, STATUS, OUTCOME]"],
  ["intakeStatistics", "[STATUS, OUTCOME]"],
  ["intakeStatistics", "[STATION, MONTH]"],
  ["projectStatistics", "[]"],
  ["pairingStatistics", "[STATUS, STATUS]"],
])("%s refuses to group by %s", async (field, groupBy) => {
  const { errors } = await graph.execute(`{ ${field}(groupBy: ${groupBy}) { __typename } }`);
  expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
});
