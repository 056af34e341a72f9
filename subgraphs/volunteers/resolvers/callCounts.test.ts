// However many rows there are, the number of database calls depends on the shape of the query alone.
import { describe, expect, it } from "vitest";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { shared } from "../../kit/testing/shared.ts";
import { volunteers } from "../subgraph.ts";

const opened = shared(() => openTestSubgraph(volunteers));

describe("the number of database calls", () => {
  const callsFor = async (source: string): Promise<Record<string, number>> => {
    opened().calls.reset();
    await opened().query(source);
    return Object.fromEntries(opened().calls.byMethod);
  };
  // A server without $unionWith is asked once per parent: see `firstPerKey` of the kit.
  it.for([
    `{ volunteers(first: FIRST) { totalCount nodes { organization { name host { __typename } partyOrganization { members } }
         serviceRecords(first: 2) { totalCount nodes { activity { title organization { name } } organization { name } } }
         pointsEntries(first: 2) { nodes { benefit { title } } } signUps(first: 2) { nodes { activity { title } } } } } }`,
    `{ volunteerOrganizations(first: FIRST) { nodes { volunteerCount before: volunteerCount(asOf: "2020-01-01")
         service { hours } yearlyTrend { year } volunteers(first: 2) { totalCount nodes { displayName } }
         activities(first: 2) { nodes { signUps(first: 1) { totalCount nodes { volunteer { hours } } } } } commendations { totalCount } } } }`,
    `{ commendations(first: FIRST) { nodes { recipient { __typename ... on Volunteer { organization { name } } } } } }`,
  ])("of %s does not grow with its rows", async (source, { skip }) => {
    skip(!(await opened().isFullServer()), "no $unionWith");
    const few = await callsFor(source.replace("FIRST", "3"));
    expect(await callsFor(source.replace("FIRST", "50"))).toEqual(few);
  });

  it("of many venues and districts is that of one", async ({ skip }) => {
    skip(!(await opened().isFullServer()), "no $unionWith");
    const codes = (
      await opened().query("{ serviceStatistics(groupBy: [DISTRICT]) { district { code } } }")
    ).serviceStatistics.map(({ district }: { district: { code: string } }) => district.code) as string[];
    const calls = async (count: number): Promise<Record<string, number>> => {
      opened().calls.reset();
      const chosen = codes.slice(0, count);
      await opened().entities(
        [
          ...chosen.map((code) => ({ __typename: "District", code })),
          ...chosen.map((code) => ({ __typename: "CommunityStation", id: `st_${code}_01` })),
        ],
        `... on District { volunteering { volunteers hours commendations yearlyTrend { hours } } }
         ... on CommunityStation { serviceRecords(first: 1) { totalCount } volunteering { teams { name } registeredVolunteers
           registeredByDistrict { count } hours servedVolunteers volunteersServed(first: 1) { nodes { volunteer { hours } } } } }`,
      );
      return Object.fromEntries(opened().calls.byMethod);
    };
    expect(codes.length).toBeGreaterThan(30);
    expect(await calls(codes.length)).toEqual(await calls(2));
  });
});
