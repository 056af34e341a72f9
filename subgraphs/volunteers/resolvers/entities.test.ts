// The entities other agencies join to: in order, whatever is asked for, zeros where nothing is known.
import { describe, expect, it } from "vitest";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { shared } from "../../kit/testing/shared.ts";
import { openCollections } from "../repository/collections.ts";
import { volunteers } from "../subgraph.ts";

const opened = shared(() => openTestSubgraph(volunteers));

describe("as entities", () => {
  const selection = `... on Volunteer { id displayName } ... on VolunteerOrganization { id name } ... on Activity { id title }
    ... on ServiceRecord { id day } ... on CourtesyBenefit { id title } ... on Commendation { id title }
    ... on MedicalInstitution { id volunteering { personTimes servedVolunteers teams { id } registeredVolunteers volunteersServed { totalCount } } }
    ... on CommunityStation { id volunteering { hours yearlyTrend { year } registeredByDistrict { count } } serviceRecords { totalCount } }
    ... on Community { id volunteering { teams { kind } } }
    ... on District { code volunteering { volunteers } } ... on Organization { creditCode volunteerOrganization { id } }`;

  it("are answered in order, mixed, repeated and unknown ones in their place", async () => {
    const { serviceRecord } = {
      serviceRecord: await openCollections(opened().store).serviceRecords.findOne({}),
    };
    const team = await openCollections(opened().store).volunteerOrganizations.findOne({ _id: "vo_0001" });
    const answers = await opened().entities(
      [
        { __typename: "Volunteer", id: "vol_000001" },
        { __typename: "VolunteerOrganization", id: "vo_0001" },
        { __typename: "Volunteer", id: "vol_unknown" },
        { __typename: "Activity", id: "act_00001" },
        { __typename: "Volunteer", id: "vol_000001" },
        { __typename: "ServiceRecord", id: serviceRecord?._id },
        { __typename: "CourtesyBenefit", id: "cb_0001" },
        { __typename: "Commendation", id: "cmd_00001" },
        { __typename: "Organization", creditCode: team?.creditCode },
        { __typename: "Organization", creditCode: "91350100M000100Y43" },
      ],
      selection,
    );
    expect(answers.map((answer) => answer?.id ?? answer?.creditCode ?? null)).toEqual([
      ...[
        "vol_000001",
        "vo_0001",
        null,
        "act_00001",
        "vol_000001",
        serviceRecord?._id,
        "cb_0001",
        "cmd_00001",
      ],
      ...[team?.creditCode, "91350100M000100Y43"],
    ]);
    expect(answers[8].volunteerOrganization).toEqual({ id: "vo_0001" });
    expect(answers[9].volunteerOrganization).toBeNull();
  });

  it("of other agencies get zeros where nothing is known of them", async () => {
    const [hospital, station, community, district] = await opened().entities(
      [
        { __typename: "MedicalInstitution", id: "mi_999999_001" },
        { __typename: "CommunityStation", id: "never heard of" },
        { __typename: "Community", id: "cm_110114_01" },
        { __typename: "District", code: "650100" },
      ],
      selection,
    );
    expect(hospital.volunteering).toEqual({
      ...{ personTimes: 0, servedVolunteers: 0, teams: [], registeredVolunteers: 0 },
      volunteersServed: { totalCount: 0 },
    });
    expect(station).toMatchObject({ volunteering: { hours: 0, yearlyTrend: [], registeredByDistrict: [] } });
    expect(community.volunteering.teams).toEqual([{ kind: "COMMUNITY_TEAM" }]);
    expect(district.volunteering).toEqual({ volunteers: 0 });
  });

  it("a hospital tells who registered by when, where they live, and who served", async () => {
    const [hospital] = await opened().entities(
      [{ __typename: "MedicalInstitution", id: "mi_110114_001" }],
      `... on MedicalInstitution { volunteering { registeredVolunteers founding: registeredVolunteers(asOf: "2014-08-31")
         registeredByDistrict { count } servedVolunteers personTimes hours yearlyTrend { personTimes }
         volunteersServed(first: 100) { totalCount nodes { hours personTimes lastServedOn volunteer { id } } } }
         serviceRecords(first: 1) { totalCount } }`,
    );
    const { volunteering, serviceRecords } = hospital;
    const sum = (rows: Record<string, number>[], field: string): number =>
      rows.reduce((total, row) => total + (row[field] as number), 0);
    expect(volunteering.registeredVolunteers).toBe(55);
    expect(volunteering.founding).toBe(11);
    expect(sum(volunteering.registeredByDistrict, "count")).toBe(55);
    expect(sum(volunteering.yearlyTrend, "personTimes")).toBe(volunteering.personTimes);
    expect(serviceRecords.totalCount).toBe(volunteering.personTimes);
    expect(volunteering.volunteersServed.totalCount).toBe(volunteering.servedVolunteers);
    expect(sum(volunteering.volunteersServed.nodes, "hours")).toBeCloseTo(volunteering.hours, 5);
    const hours = volunteering.volunteersServed.nodes.map((node: { hours: number }) => node.hours);
    expect(hours).toEqual(hours.toSorted((a: number, b: number) => b - a));
  });
});
