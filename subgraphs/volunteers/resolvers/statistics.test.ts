// Statistics count service and volunteers by any one to three dimensions. Each is checked against counting the
// documents themselves.
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ageBand } from "../../kit/privacy/ageBand.ts";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { starRating } from "../model/starRating.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import { openCollections } from "../repository/collections.ts";
import { volunteers } from "../subgraph.ts";

let subgraph: Awaited<ReturnType<typeof openTestSubgraph>>;
let records: ServiceRecord[];
let people: Volunteer[];
beforeAll(async () => {
  subgraph = await openTestSubgraph(volunteers, {
    sample: { seed: 11, scale: 0.02 },
    // Nothing is small, so every figure is shown.
    threshold: 1,
  });
  const collections = openCollections(subgraph.store);
  records = await collections.serviceRecords.find({}).toArray();
  people = await collections.volunteers.find({}).toArray();
}, 60_000);
afterAll(() => subgraph[Symbol.asyncDispose]());

const ROW = `district { code } year month field venueKind organization { id } personTimes hours
  venue { ... on MedicalInstitution { id } ... on CommunityStation { id } ... on Community { id } }`;
const error = async (source: string) => (await subgraph.execute(source)).errors?.[0]?.extensions.code;

const VALUES: Record<string, [of: (record: ServiceRecord) => unknown, shown: (row: Document) => unknown]> = {
  DISTRICT: [(record) => record.districtCode, (row) => row.district.code],
  YEAR: [(record) => Number(record.day.slice(0, 4)), (row) => row.year],
  MONTH: [(record) => record.month, (row) => row.month],
  FIELD: [(record) => record.field, (row) => row.field],
  VENUE_KIND: [(record) => record.venueKind, (row) => row.venueKind],
  VENUE: [(record) => record.venueId, (row) => row.venue.id],
  ORGANIZATION: [(record) => record.organizationId, (row) => row.organization.id],
};

/** Counts by hand, in the order of the keys. */
function counted<T>(items: readonly T[], keyOf: (item: T) => unknown[], minutes: (item: T) => number) {
  const groups = new Map<string, { key: unknown[]; count: number; minutes: number }>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(JSON.stringify(key)) ?? { key, count: 0, minutes: 0 };
    group.count += 1;
    group.minutes += minutes(item);
    groups.set(JSON.stringify(key), group);
  }
  const smaller = (a: unknown[], b: unknown[]): number => {
    const i = a.findIndex((value, at) => value !== b[at]);
    return i < 0 ? 0 : (a[i] as string) < (b[i] as string) ? -1 : 1;
  };
  return [...groups.values()].sort((a, b) => smaller(a.key, b.key));
}

describe("of service", () => {
  const everything = () => true;
  it.each<[string[], object, (record: ServiceRecord) => boolean]>([
    [["YEAR"], {}, everything],
    [["DISTRICT", "VENUE_KIND", "YEAR"], {}, everything],
    [["MONTH", "FIELD"], { districtCode: "110000" }, ({ districtCode }) => districtCode.startsWith("11")],
    [
      ["FIELD", "MONTH"],
      { fromMonth: "2021-05", toMonth: "2023-02" },
      ({ month }) => month >= "2021-05" && month <= "2023-02",
    ],
    [
      ["FIELD", "YEAR"],
      { fromMonth: "2021-01", toMonth: "2023-12" },
      ({ day }) => day >= "2021" && day < "2024",
    ],
    [["VENUE"], { fromMonth: "2024-01" }, ({ day }) => day >= "2024"],
    [["YEAR", "VENUE"], { toMonth: "2023-06" }, ({ month }) => month <= "2023-06"],
    [["VENUE"], { venueKind: "COMMUNITY" }, ({ venueKind }) => venueKind === "COMMUNITY"],
    [["VENUE", "ORGANIZATION", "YEAR"], {}, everything],
    [["ORGANIZATION", "DISTRICT"], { field: "ELDERLY_CARE" }, ({ field }) => field === "ELDERLY_CARE"],
    [["ORGANIZATION"], { districtCode: "620000" }, ({ districtCode }) => districtCode.startsWith("62")],
    [["VENUE_KIND"], { organizationId: "vo_0001" }, ({ organizationId }) => organizationId === "vo_0001"],
    [["DISTRICT", "FIELD"], { venueId: "mi_110114_001" }, ({ venueId }) => venueId === "mi_110114_001"],
    [["ORGANIZATION", "MONTH"], { venueId: "st_110101_01" }, ({ venueId }) => venueId === "st_110101_01"],
  ])("by %j with %j counts the records", async (groupBy, filter, matches) => {
    const { serviceStatistics } = await subgraph.query(
      `query ($groupBy: [ServiceDimension!]!, $filter: ServiceStatisticsFilter) { serviceStatistics(groupBy: $groupBy, filter: $filter) { ${ROW} } }`,
      { groupBy, filter },
    );
    const expected = counted(
      records.filter(matches),
      (record) => groupBy.map((dimension) => VALUES[dimension]?.[0](record)),
      ({ minutes }) => minutes,
    );
    expect(expected.length).toBeGreaterThan(0);
    const rows = serviceStatistics.map((row: Document) => ({
      key: groupBy.map((dimension) => VALUES[dimension]?.[1](row)),
      count: row.personTimes,
      minutes: Math.round(row.hours * 60),
    }));
    expect(rows).toEqual(expected);
    const others = Object.keys(VALUES).filter((dimension) => !groupBy.includes(dimension));
    if (others.includes("DISTRICT")) expect(serviceStatistics[0].district).toBeNull();
    if (others.includes("VENUE")) expect(serviceStatistics[0].venue).toBeNull();
  });

  it("reads summaries alone, each collection once", async () => {
    subgraph.calls.reset();
    await subgraph.query("{ serviceStatistics(groupBy: [DISTRICT, MONTH, FIELD]) { personTimes } }");
    expect(Object.fromEntries(subgraph.calls.byMethod)).toEqual({ "serviceSummaries.find": 1 });
    subgraph.calls.reset();
    await subgraph.query("{ volunteering { volunteers hours yearlyTrend { hours } organizations } }");
    expect(Object.fromEntries(subgraph.calls.byMethod)).toEqual({
      ...{ "volunteerSummaries.find": 1, "serviceSummaries.find": 1 },
    });
  });

  it("at a glance is the same, in all and for hospitals at every level", async () => {
    const { all, hospitals, beijing } = await subgraph.query(
      `{ all: volunteering { ...figures } hospitals: volunteering(hostKind: MEDICAL_INSTITUTION) { ...figures }
         beijing: volunteering(districtCode: "110000") { ...figures } }
       fragment figures on VolunteeringOverview { volunteers partyMemberVolunteers { value } organizations personTimes hours registeredByYear { count } }`,
    );
    const hours = (some: ServiceRecord[]) => some.reduce((sum, { minutes }) => sum + minutes, 0) / 60;
    const inHospitals = records.filter(({ venueKind }) => venueKind === "MEDICAL_INSTITUTION");
    const registered = people.filter(({ hostKind }) => hostKind === "MEDICAL_INSTITUTION");
    expect(all).toMatchObject({
      volunteers: people.length,
      personTimes: records.length,
      hours: hours(records),
    });
    expect(hospitals).toMatchObject({
      volunteers: registered.length,
      partyMemberVolunteers: { value: registered.filter(({ isPartyMember }) => isPartyMember).length },
      personTimes: inHospitals.length,
      hours: hours(inHospitals),
    });
    expect(beijing.volunteers).toBe(
      people.filter(({ districtCode }) => districtCode.startsWith("11")).length,
    );
    expect(
      beijing.registeredByYear.reduce((sum: number, { count }: { count: number }) => sum + count, 0),
    ).toBe(beijing.volunteers);
  });
});

describe("of volunteers", () => {
  const now = new Date("2024-11-01T08:00:00Z");
  const OF: Record<string, [of: (one: Volunteer) => unknown, shown: (row: Document) => unknown]> = {
    DISTRICT: [(one) => one.districtCode, (row) => row.district.code],
    STAR_RATING: [(one) => starRating(one.minutes), (row) => row.starRating],
    AGE_BAND: [(one) => ageBand(one.birthDate, now), (row) => row.ageBand],
    GENDER: [(one) => one.gender, (row) => row.gender],
    REGISTERED_YEAR: [(one) => Number(one.registeredOn.slice(0, 4)), (row) => row.registeredYear],
    PARTY_MEMBER: [(one) => one.isPartyMember, (row) => row.isPartyMember],
    ORGANIZATION_KIND: [(one) => one.organizationKind, (row) => row.organizationKind],
  };

  it.each<[string[], object, (one: Volunteer) => boolean]>([
    [["STAR_RATING"], {}, () => true],
    [["AGE_BAND", "REGISTERED_YEAR"], {}, () => true],
    [["ORGANIZATION_KIND", "GENDER"], {}, () => true],
    [
      ["DISTRICT", "PARTY_MEMBER", "STAR_RATING"],
      { districtCode: "110000" },
      (one) => one.districtCode < "12",
    ],
    [["STAR_RATING", "PARTY_MEMBER"], { isPartyMember: true }, (one) => one.isPartyMember],
    [["AGE_BAND", "STAR_RATING"], { minStarRating: 2 }, (one) => starRating(one.minutes) >= 2],
    [
      ["PARTY_MEMBER"],
      { organizationId: "vo_0001", isPartyMember: false },
      (one) => one.organizationId === "vo_0001" && !one.isPartyMember,
    ],
    [
      ["REGISTERED_YEAR", "ORGANIZATION_KIND"],
      { organizationId: "vo_0001" },
      (one) => one.organizationId === "vo_0001",
    ],
    [["GENDER"], { minStarRating: 1 }, (one) => one.minutes >= 6000],
  ])("by %j with %j counts them", async (groupBy, filter, matches) => {
    const { volunteerStatistics } = await subgraph.query(
      `query ($groupBy: [VolunteerDimension!]!, $filter: VolunteerFilter) { volunteerStatistics(groupBy: $groupBy, filter: $filter)
         { district { code } starRating ageBand gender registeredYear isPartyMember organizationKind count { value } } }`,
      { groupBy, filter },
    );
    const expected = counted(
      people.filter(matches),
      (one) => groupBy.map((dimension) => OF[dimension]?.[0](one)),
      () => 0,
    ).map(({ key, count }) => ({ key, count }));
    expect(expected.length).toBeGreaterThan(0);
    expect(
      volunteerStatistics.map((row: Document) => ({
        key: groupBy.map((dimension) => OF[dimension]?.[1](row)),
        count: row.count.value,
      })),
    ).toEqual(expected);
  });
});

describe("of volunteers, protected", () => {
  it("withholds small numbers by attributes of persons, and shows public ones exactly", async () => {
    await using guarded = await openTestSubgraph(volunteers, { sample: { seed: 11, scale: 0.02 } });
    const { byPerson, publicly } = await guarded.query(`{
      byPerson: volunteerStatistics(groupBy: [DISTRICT, GENDER]) { count { value suppressed reason } }
      publicly: volunteerStatistics(groupBy: [DISTRICT, STAR_RATING]) { count { suppressed } }
    }`);
    expect(byPerson.some(({ count }: any) => count.reason === "SMALL_CELL")).toBe(true);
    for (const { count } of byPerson) expect([1, 2, 3, 4]).not.toContain(count.value);
    expect(publicly.some(({ count }: any) => count.suppressed)).toBe(false);
  });
});

describe("what is asked wrongly", () => {
  it.each([
    "{ serviceStatistics(groupBy: []) { hours } }",
    "{ serviceStatistics(groupBy: [YEAR, YEAR]) { hours } }",
    "{ serviceStatistics(groupBy: [YEAR, MONTH, FIELD, VENUE]) { hours } }",
    '{ serviceStatistics(groupBy: [YEAR], filter: { fromMonth: "2024" }) { hours } }',
    '{ serviceStatistics(groupBy: [YEAR], filter: { toMonth: "2024-13" }) { hours } }',
    "{ volunteerStatistics(groupBy: []) { starRating } }",
    "{ volunteerStatistics(groupBy: [GENDER, AGE_BAND]) { starRating } }",
    "{ volunteerStatistics(groupBy: [GENDER], filter: { isPartyMember: true }) { starRating } }",
    '{ volunteerStatistics(groupBy: [GENDER, STAR_RATING], filter: { organizationId: "vo_0001" }) { starRating } }',
    "{ volunteerStatistics(groupBy: [GENDER, GENDER]) { starRating } }",
  ])("%s is told so", async (source) => expect(await error(source)).toBe("BAD_USER_INPUT"));
});
