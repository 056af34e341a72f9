// The number of database calls depends on a query's shape, never on its number of rows.
import { describe, expect, it } from "vitest";
import { openTalent, type Talent } from "../testing/openTalent.ts";

const QUERIES: Record<string, (size: number) => string> = {
  "workers with all that belongs to them": (
    size,
  ) => `{ socialWorkers(first: ${size}, filter: {districtCode: "620100"}) { totalCount nodes {
    certificates { level } training(first: 2) { totalCount nodes { program { title enrolled } } }
    dispatches(first: 2) { totalCount nodes { worker { name } } } demonstrationPosts { name } } } }`,
  "programmes with their participants": (size) =>
    `{ trainingPrograms(first: ${size}) { nodes { enrolled completed completionRate enrolments(first: 3) { totalCount nodes { worker { name isCertified } } } } } }`,
  "dispatches with their workers": (size) =>
    `{ dispatches(first: ${size}) { nodes { worker { name training { totalCount } } sendingOrganization { creditCode partyOrganization { members } dispatchesSent(first: 1) { totalCount } } } } }`,
  "the Three Areas plan": () =>
    "{ threeAreasPlan { dispatched trained years { counties countyList { code } byField { field count } } } }",
  statistics: () =>
    `{ workforceStatistics(groupBy: [DISTRICT, CERTIFICATE_LEVEL]) { workers { value } } trainingStatistics(groupBy: [YEAR]) { participants }
      dispatchStatistics(groupBy: [FIELD, COUNTY]) { dispatched } }`,
};

async function callsFor(talent: Talent, source: string): Promise<number> {
  talent.calls.reset();
  await talent.query(source);
  return talent.calls.total;
}

const DISTRICTS = `... on District { talent { registeredWorkers medicalWorkers certifiedWorkers certificationRate trainedPersonTimes trainingHours
  demonstrationPosts dispatchedTo dispatchedWorkersByYear { year count } linkagePilots brandProjects } }`;

describe("database calls", () => {
  it("are as many for two rows as for forty, in a small store as in a larger one", async ({ skip }) => {
    await using small = await openTalent({ sample: { seed: 1, scale: 0.05 } });
    if (!(await small.isFullServer())) skip("the kit reads children with one call per parent here");
    await using large = await openTalent({ sample: { seed: 1, scale: 0.4 } });
    for (const [name, query] of Object.entries(QUERIES)) {
      const few = await callsFor(small, query(2));
      expect(few, name).toBeGreaterThan(0);
      expect(await callsFor(large, query(40)), name).toBe(few);
    }
  });

  it("are as many for one district as for fifty", async () => {
    await using talent = await openTalent({ sample: { seed: 1, scale: 0.05 } });
    const callsOf = async (codes: string[]) => {
      talent.calls.reset();
      await talent.entities(
        codes.map((code) => ({ __typename: "District", code })),
        DISTRICTS,
      );
      return talent.calls.total;
    };
    const { workforceStatistics } = await talent.query(
      "{ workforceStatistics(groupBy: [DISTRICT]) { district { code } } }",
    );
    const codes = workforceStatistics.map(({ district }: any) => district.code);
    expect(codes.length).toBeGreaterThan(40);
    expect(await callsOf(codes)).toBe(await callsOf(["430000"]));
  });
});
