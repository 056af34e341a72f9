// Statistics count the same records the lists show, grouped by up to three dimensions, in a stable order.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HospitalsUnderTest, openHospitals, type Walked, walk } from "../testing/openHospitals.ts";
import { limitRows } from "./limitRows.ts";

// With a threshold of 1 nothing is small: every figure is shown. A second subgraph protects its figures as any other.
let subgraph: HospitalsUnderTest;
let guarded: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ threshold: 1 });
  guarded = await openHospitals();
});
afterAll(() => Promise.all([subgraph, guarded].map((one) => one[Symbol.asyncDispose]())));

const all = async (field: string, selection: string): Promise<Walked["nodes"]> => {
  const connection = (after: string) => `${field}(first: 100${after})`;
  return (await walk(subgraph, connection, selection, (data) => data[field])).nodes;
};

/** How many items have each key, as rows in the order of their keys. */
function tally<T>(items: readonly T[], keys: (item: T) => string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) for (const key of keys(item)) counts[key] = (counts[key] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const workforce = async (groupBy: string, filter = "") =>
  (
    await subgraph.query(
      `{ medicalWorkforceStatistics(groupBy: [${groupBy}], filter: {${filter}}) { district { code } year level serviceField isFullTime count } }`,
    )
  ).medicalWorkforceStatistics;
const referrals = async (groupBy: string, filter = "") =>
  (
    await subgraph.query(
      `{ referralStatistics(groupBy: [${groupBy}], filter: {${filter}}) { district { code } month year reason institution { id name } isUrgent status count { value } } }`,
    )
  ).referralStatistics.map((row: Walked["nodes"][number]) => ({ ...row, count: row.count.value }));

describe("statistics on the medical social-work force", () => {
  const selection = "district { code } institution { level } isFullTime serviceFields appointedOn";

  it("count those in post by district, level, kind of post, and each of their fields", async () => {
    const workers = await all("medicalSocialWorkers", selection);
    const byDistrict = await workforce("DISTRICT");
    expect(byDistrict[0]).toEqual({
      district: { code: "110101" },
      year: null,
      level: null,
      serviceField: null,
      isFullTime: null,
      count: expect.any(Number),
    });
    const counted = (rows: Walked["nodes"], key: (row: Walked["nodes"][number]) => string) =>
      rows.map((row) => [key(row), row.count]);
    expect(counted(byDistrict, ({ district }) => district.code)).toEqual(
      Object.entries(tally(workers, ({ district }) => [district.code])),
    );
    expect(
      counted(await workforce("LEVEL, IS_FULL_TIME"), ({ level, isFullTime }) => `${level} ${isFullTime}`),
    ).toEqual(
      Object.entries(tally(workers, ({ institution, isFullTime }) => [`${institution.level} ${isFullTime}`])),
    );
    expect(counted(await workforce("SERVICE_FIELD"), ({ serviceField }) => serviceField)).toEqual(
      Object.entries(tally(workers, ({ serviceFields }) => serviceFields)),
    );
  });

  it("count, by year, those in post at its end: the sum is the yearly trend", async () => {
    const { medicalWorkforce } = await subgraph.query("{ medicalWorkforce { yearlyTrend { year count } } }");
    const rows = await workforce("YEAR, DISTRICT");
    for (const { year, count } of medicalWorkforce.yearlyTrend) {
      const ofYear = rows.filter((row: { year: number }) => row.year === year);
      expect(ofYear.reduce((sum: number, row: { count: number }) => sum + row.count, 0)).toBe(count);
    }
    expect(rows.every((row: { count: number }) => row.count > 0)).toBe(true);
  });

  it("count a filtered field alone, not the other fields of the same workers", async () => {
    const rows = await workforce("SERVICE_FIELD", 'serviceField: FAMILY_SUPPORT, districtCode: "110000"');
    expect(rows.map(({ serviceField }: { serviceField: string }) => serviceField)).toEqual([
      "FAMILY_SUPPORT",
    ]);
    const filtered = await workforce("LEVEL", "level: TERTIARY, isFullTime: true");
    expect(filtered.map(({ level }: { level: string }) => level)).toEqual(["TERTIARY"]);
  });
});

describe("statistics on referrals", () => {
  it.each([
    ["DISTRICT", (row: Walked["nodes"][number]) => row.destination?.code ?? row.district?.code],
    ["MONTH", (row: Walked["nodes"][number]) => row.month ?? row.sentAt.slice(0, 7)],
    ["YEAR", (row: Walked["nodes"][number]) => String(row.year ?? row.sentAt.slice(0, 4))],
    ["REASON", (row: Walked["nodes"][number]) => row.reason],
    ["INSTITUTION", (row: Walked["nodes"][number]) => row.institution.id],
    ["URGENCY", (row: Walked["nodes"][number]) => String(row.isUrgent)],
    ["STATUS", (row: Walked["nodes"][number]) => row.hospitalStatus ?? row.status],
  ])("count by %s what the list holds", async (dimension, key) => {
    const list = await all(
      "referrals",
      "sentAt reason isUrgent hospitalStatus institution { id } destination { code }",
    );
    const rows = await referrals(dimension);
    expect(rows.map((row: Walked["nodes"][number]) => [key(row), row.count])).toEqual(
      Object.entries(tally(list, (referral) => [key(referral)])),
    );
  });

  it("group by three dimensions, ordered by the first, then the second, then the third", async () => {
    const rows = await referrals("YEAR, STATUS, DISTRICT", 'destinationCode: "110000"');
    const keys = rows.map((row: Walked["nodes"][number]) =>
      [row.year, row.status, row.district.code].join(" "),
    );
    expect(keys.length).toBeGreaterThan(20);
    expect(keys).toEqual([...keys].sort());
    const { referrals: list } = await subgraph.query(
      '{ referrals(filter: { destinationCode: "110000" }) { totalCount } }',
    );
    expect(rows.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(list.totalCount);
  });

  it.each([
    [
      "year: 2024, reason: END_OF_LIFE_CARE",
      ({ sentAt, reason }: any) => /^2024/.test(sentAt) && reason === "END_OF_LIFE_CARE",
    ],
    ['month: "2024-03"', ({ sentAt }: any) => /^2024-03/.test(sentAt)],
    ["isUrgent: true, year: 2023", ({ sentAt, isUrgent }: any) => /^2023/.test(sentAt) && isUrgent],
    [
      'originCode: "110105", status: CLOSED',
      ({ institution, hospitalStatus }: any) =>
        institution.district.code === "110105" && hospitalStatus === "CLOSED",
    ],
  ])("count what lies inside the filter {%s}", async (filter, matches) => {
    const list = await all(
      "referrals",
      "sentAt reason isUrgent hospitalStatus institution { district { code } }",
    );
    const rows = await referrals("YEAR", filter);
    expect(rows.reduce((sum: number, { count }: { count: number }) => sum + count, 0)).toBe(
      list.filter(matches).length,
    );
  });

  it("withhold small figures, and say so", async () => {
    const { referralStatistics } = await guarded.query(
      "{ referralStatistics(groupBy: [INSTITUTION, REASON]) { count { value suppressed reason } } }",
    );
    const counts = referralStatistics.map(({ count }: any) => count);
    expect(counts).toContainEqual({ value: null, suppressed: true, reason: "SMALL_CELL" });
    for (const { value } of counts) if (value !== null) expect(value).toBeGreaterThanOrEqual(5);
  });

  it("name the institutions they count", async () => {
    const [row] = await referrals("INSTITUTION");
    expect(row.institution.name).toMatch(/\S/);
  });
});

describe("groupBy", () => {
  it.each([
    "",
    "REASON, REASON",
    "YEAR, REASON, STATUS, URGENCY",
    "REASON, STATUS",
    "DISTRICT, INSTITUTION",
    "INSTITUTION, MONTH",
  ])("refuses [%s]", async (groupBy) => {
    const { errors } = await subgraph.execute(`{ referralStatistics(groupBy: [${groupBy}]) { year } }`);
    expect(errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });
  it("refuses an answer of too many rows, and says what to do", () => {
    expect(() => limitRows([{ count: 1 }, { count: 2 }], 1)).toThrow(/more than 1 rows: filter/);
  });
});
