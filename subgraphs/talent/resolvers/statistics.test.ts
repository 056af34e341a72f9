// Statistics: every row is what counting the records one by one gives, whichever dimensions are asked for.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SMALL_SAMPLE } from "../../kit/testing/openTestSubgraph.ts";
import { openTalent, type Talent } from "../testing/openTalent.ts";

let talent: Talent;
beforeAll(async () => {
  // Nothing is small, so every figure is shown.
  talent = await openTalent({ sample: SMALL_SAMPLE, threshold: 1 });
});
afterAll(() => talent[Symbol.asyncDispose]());

/** Every item of a list, page by page. */
async function everyItem(list: string, selection: string): Promise<any[]> {
  const items = [];
  let after = null;
  do {
    const query = `query ($after: String) { ${list}(first: 100, after: $after) { nodes { ${selection} } pageInfo { hasNextPage endCursor } } }`;
    const page: any = (await talent.query(query, { after }))[list];
    items.push(...page.nodes);
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after);
  return items;
}

const sum = (rows: any[], field: string): number => rows.reduce((total, row) => total + row[field], 0);

describe("workforce statistics", () => {
  const rowsBy = async (groupBy: string[], filter: object = {}) =>
    (
      await talent.query(
        `query ($groupBy: [WorkforceDimension!]!, $filter: SocialWorkerFilter) { workforceStatistics(groupBy: $groupBy, filter: $filter) {
          district { code } kind birthDecade certificateLevel gender isPartyMember workers { value } certified { value } certificationRate } }`,
        { groupBy, filter },
      )
    ).workforceStatistics.map((row: any) => ({
      ...row,
      workers: row.workers.value,
      certified: row.certified.value,
    }));

  it.each([
    ["KIND", (w: any) => w.kind, (r: any) => r.kind],
    ["DISTRICT", (w: any) => w.registeredDistrict.code, (r: any) => r.district.code],
    ["BIRTH_DECADE", (w: any) => w.birthDecade, (r: any) => r.birthDecade],
    ["CERTIFICATE_LEVEL", (w: any) => w.certificateLevel, (r: any) => r.certificateLevel],
    ["GENDER", (w: any) => w.gender, (r: any) => r.gender],
    ["PARTY_MEMBER", (w: any) => w.isPartyMember, (r: any) => r.isPartyMember],
  ])("by %s", async (dimension, ofWorker, ofRow) => {
    const workers = await everyItem(
      "socialWorkers",
      "kind birthDecade certificateLevel gender isPartyMember isCertified registeredDistrict { code }",
    );
    const rows = await rowsBy([dimension]);
    expect(new Set(rows.map(ofRow))).toEqual(new Set(workers.map(ofWorker)));
    for (const row of rows) {
      const those = workers.filter((worker) => ofWorker(worker) === ofRow(row));
      const certified = those.filter(({ isCertified }) => isCertified).length;
      expect(row).toMatchObject({ workers: those.length, certified });
      expect(row.certificationRate).toBeCloseTo(certified / those.length, 4);
    }
  });

  it("crosses dimensions, filters, and sorts rows by their keys", async () => {
    const rows = await rowsBy(["KIND", "CERTIFICATE_LEVEL"], { districtCode: "110000" });
    const { socialWorkForce } = await talent.query(
      `{ socialWorkForce(districtCode: "110000") { workers medicalWorkers communityWorkers certifiedWorkers partyMembers { value } certificationRate } }`,
    );
    expect(sum(rows, "workers")).toBe(socialWorkForce.workers);
    expect(sum(rows, "certified")).toBe(socialWorkForce.certifiedWorkers);
    expect(socialWorkForce.workers).toBe(socialWorkForce.medicalWorkers + socialWorkForce.communityWorkers);
    const levels = ["ASSISTANT_SOCIAL_WORKER", "SOCIAL_WORKER", "SENIOR_SOCIAL_WORKER", null];
    const keys = rows.map((row: any) => `${row.kind}${levels.indexOf(row.certificateLevel)}`);
    expect(keys).toEqual([...keys].sort());
    expect(rows.every((row: any) => row.gender === null && row.district === null)).toBe(true);
  });

  it("crosses one attribute of persons with public ones, and counts Party members as the dashboard does", async () => {
    const workers = await everyItem(
      "socialWorkers",
      "kind gender isPartyMember isCertified certificateLevel registeredDistrict { code }",
    );
    const rows = await rowsBy(["GENDER", "CERTIFICATE_LEVEL", "KIND"], { districtCode: "430000" });
    expect(rows.length).toBeGreaterThan(4);
    for (const row of rows) {
      const those = workers.filter(
        ({ kind, gender, certificateLevel, registeredDistrict }) =>
          registeredDistrict.code.startsWith("43") &&
          kind === row.kind &&
          gender === row.gender &&
          certificateLevel === row.certificateLevel,
      );
      expect(row).toMatchObject({
        workers: those.length,
        certified: row.certificateLevel ? those.length : 0,
      });
    }
    const [members] = await rowsBy(["PARTY_MEMBER"], { isPartyMember: true, isCertified: false });
    expect(members).toMatchObject({
      workers: workers.filter(({ isPartyMember, isCertified }) => isPartyMember && !isCertified).length,
      certified: 0,
    });
    const { socialWorkForce } = await talent.query(
      `{ socialWorkForce(districtCode: "430000") { partyMembers { value } } }`,
    );
    const hunan = workers.filter(({ registeredDistrict }) => registeredDistrict.code.startsWith("43"));
    expect(socialWorkForce.partyMembers.value).toBe(
      hunan.filter(({ isPartyMember }) => isPartyMember).length,
    );
  });

  it("withholds small numbers by attributes of persons, and shows public ones exactly", async () => {
    await using guarded = await openTalent({ sample: SMALL_SAMPLE });
    const { byPerson, publicly } = await guarded.query(`{
      byPerson: workforceStatistics(groupBy: [DISTRICT, BIRTH_DECADE]) { workers { value reason } certificationRate }
      publicly: workforceStatistics(groupBy: [DISTRICT, KIND, CERTIFICATE_LEVEL]) { workers { suppressed } }
    }`);
    expect(byPerson.some(({ workers }: any) => workers.reason === "SMALL_CELL")).toBe(true);
    for (const { workers, certificationRate } of byPerson) {
      expect([1, 2, 3, 4]).not.toContain(workers.value);
      if (workers.value === null) expect(certificationRate).toBeNull();
    }
    expect(publicly.some(({ workers }: any) => workers.suppressed)).toBe(false);
  });

  it.each([[["GENDER", "PARTY_MEMBER"]], [["BIRTH_DECADE", "GENDER"]]])(
    "refuses to cross %j",
    async (groupBy) => {
      const { errors } = await talent.execute(`{ workforceStatistics(groupBy: [${groupBy}]) { kind } }`);
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      expect(errors?.[0]?.message).toContain("at most one of: birthDecade, gender, isPartyMember");
    },
  );

  it.each([[[]], [["KIND", "KIND"]], [["KIND", "GENDER", "DISTRICT", "PARTY_MEMBER"]]])(
    "refuses to group by %j",
    async (groupBy) => {
      for (const [field, type] of [
        ["workforceStatistics", "WorkforceDimension"],
        ["trainingStatistics", "TrainingDimension"],
        ["dispatchStatistics", "DispatchDimension"],
      ]) {
        const names =
          type === "WorkforceDimension"
            ? groupBy
            : groupBy.map((_, index) => ["YEAR", "YEAR", "YEAR", "YEAR"][index]);
        const source = `query ($groupBy: [${type}!]!) { ${field}(groupBy: $groupBy) { __typename } }`;
        const { errors } = await talent.execute(source, { groupBy: names });
        expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      }
    },
  );
});

describe("training statistics", () => {
  it("count participations, completions and hours", async () => {
    const programs = await everyItem(
      "trainingPrograms",
      "tier year enrolled completed enrolments(first: 100) { nodes { status theoryHours practiceHours } }",
    );
    const { trainingStatistics: rows } = await talent.query(
      `{ trainingStatistics(groupBy: [YEAR, TIER]) { year tier participants completed completionRate theoryHours practiceHours district { code } kind track } }`,
    );
    expect(rows.length).toBeGreaterThan(2);
    for (const row of rows) {
      const those = programs.filter(({ tier, year }) => tier === row.tier && year === row.year);
      const enrolments = those.flatMap((program) => program.enrolments.nodes);
      expect(row).toMatchObject({ participants: sum(those, "enrolled"), completed: sum(those, "completed") });
      expect(row.participants).toBe(enrolments.length);
      expect(row.theoryHours).toBeCloseTo(sum(enrolments, "theoryHours"));
      expect(row.practiceHours).toBeCloseTo(sum(enrolments, "practiceHours"));
    }
    expect(rows.map(({ year }: any) => year)).toEqual(rows.map(({ year }: any) => year).sort());
  });

  it("by the workers' district agree with the district's own figures", async () => {
    const { trainingStatistics: rows } = await talent.query(
      `{ trainingStatistics(groupBy: [DISTRICT, KIND], filter: {districtCode: "430000", kind: COMMUNITY}) { district { code } kind completed theoryHours practiceHours } }`,
    );
    const [province] = await talent.entities(
      [{ __typename: "District", code: "430000" }],
      "... on District { talent { trainedPersonTimes trainingHours } }",
    );
    expect(
      rows.every(({ kind, district }: any) => kind === "COMMUNITY" && district.code.startsWith("43")),
    ).toBe(true);
    expect(sum(rows, "completed")).toBe(province.talent.trainedPersonTimes);
    expect(sum(rows, "theoryHours") + sum(rows, "practiceHours")).toBeCloseTo(province.talent.trainingHours);
  });
});

describe("dispatch statistics", () => {
  const rowsBy = async (groupBy: string[], filter: object = {}) =>
    (
      await talent.query(
        `query ($groupBy: [DispatchDimension!]!, $filter: DispatchFilter) { dispatchStatistics(groupBy: $groupBy, filter: $filter) {
          year county { code } field status records dispatched counties reports } }`,
        { groupBy, filter },
      )
    ).dispatchStatistics;
  const served = ({ status }: any) => status === "IN_SERVICE" || status === "COMPLETED";

  it.each([
    ["YEAR", (d: any) => [d.year], (r: any) => r.year],
    ["COUNTY", (d: any) => [d.county?.code ?? null], (r: any) => r.county?.code ?? null],
    ["STATUS", (d: any) => [d.status], (r: any) => r.status],
    ["FIELD", (d: any) => d.fields, (r: any) => r.field],
  ])("by %s", async (dimension, ofDispatch, ofRow) => {
    const dispatches = await everyItem(
      "dispatches",
      "year status county { code } fields supervisionReports { quarter }",
    );
    const rows = await rowsBy([dimension]);
    expect(new Set(rows.map(ofRow))).toEqual(new Set(dispatches.flatMap(ofDispatch)));
    for (const row of rows) {
      const those = dispatches.filter((dispatch) => ofDispatch(dispatch).includes(ofRow(row)));
      expect(row).toMatchObject({
        records: those.length,
        dispatched: those.filter(served).length,
        counties: new Set(those.filter(served).map(({ county }) => county.code)).size,
        reports: those.flatMap(({ supervisionReports }) => supervisionReports).length,
      });
    }
  });

  it("filter by place and field", async () => {
    const [row, ...others] = await rowsBy(["FIELD"], { field: "OLD_AND_YOUNG", countyCode: "620000" });
    expect(others).toEqual([]);
    const { dispatches } = await talent.query(
      `{ dispatches(filter: {field: OLD_AND_YOUNG, countyCode: "620000"}) { totalCount } }`,
    );
    expect(row).toMatchObject({ field: "OLD_AND_YOUNG", records: dispatches.totalCount });
  });
});
