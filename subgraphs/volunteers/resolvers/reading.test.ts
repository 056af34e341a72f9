// Reading the sample: single things by id, lists page by page, figures by dimension, and the entities other agencies
// join to. However many rows there are, the number of database calls depends on the query's shape alone.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { openCollections } from "../repository/collections.ts";
import { recountSummaries } from "../repository/recountSummaries.ts";
import { volunteers } from "../subgraph.ts";
import { isFullServer } from "../testing/isFullServer.ts";

let subgraph: Awaited<ReturnType<typeof openTestSubgraph>>;
beforeAll(async () => {
  subgraph = await openTestSubgraph(volunteers);
}, 60_000);
afterAll(() => subgraph[Symbol.asyncDispose]());

const query = (source: string, variables?: Record<string, unknown>) => subgraph.query(source, variables);
const error = async (source: string) => {
  const { errors } = await subgraph.execute(source);
  return `${errors?.[0]?.extensions.code}: ${errors?.[0]?.message}`;
};

it("has loaded summaries that say what its records say", async () => {
  expect(await recountSummaries(openCollections(subgraph.store))).toEqual([]);
});

describe("by id", () => {
  it.each(["volunteer", "volunteerOrganization", "activity", "serviceRecord"])(
    "%s is null when unknown",
    async (field) => {
      expect(await query(`{ ${field}(id: "unknown") { id } }`)).toEqual({ [field]: null });
    },
  );

  it("a volunteer shows a mask, an age band and what they did, but not who they are", async () => {
    const [document] = await openCollections(subgraph.store)
      .volunteers.find({ times: { $gte: 3 } }, { limit: 1 })
      .toArray();
    const { volunteer } = await query(
      `query ($id: ID!) { volunteer(id: $id) { id displayName gender ageBand district { code } hours personTimes starRating
         organization { id kind foundedOn district { code } organization { creditCode } partyOrganization { members } }
         serviceRecords(first: 100) { totalCount nodes { hours day venue { __typename } volunteer { id } } } } }`,
      { id: document?._id },
    );
    expect(volunteer.displayName).toBe(`${document?.name[0]}*`);
    expect(JSON.stringify(volunteer)).not.toContain(document?.name);
    expect(JSON.stringify(volunteer)).not.toContain(document?.birthDate);
    expect(volunteer.serviceRecords.totalCount).toBe(volunteer.personTimes);
    const days = volunteer.serviceRecords.nodes.map(({ day }: { day: string }) => day);
    expect(days).toEqual([...days].sort().reverse());
  });

  it("an activity has its sign-ups, a record its activity", async () => {
    const record = await openCollections(subgraph.store).serviceRecords.findOne({
      activityId: { $exists: true },
    });
    const { serviceRecord } = await query(
      `query ($id: ID!) { serviceRecord(id: $id) { field recordedAt activity { title status startsAt capacity signedUp
         signUps(first: 100) { totalCount nodes { status signedUpAt withdrawnAt volunteer { id } } } } } }`,
      { id: record?._id },
    );
    const { activity } = serviceRecord;
    expect(activity.status).toBe("COMPLETED");
    expect(activity.signUps.totalCount).toBe(activity.signedUp);
    expect(activity.signUps.nodes).toContainEqual(
      expect.objectContaining({
        status: "SIGNED_UP",
        withdrawnAt: null,
        volunteer: { id: record?.volunteerId },
      }),
    );
  });
});

describe("page by page", () => {
  const walk = async (field: string, filter: string, first: number) => {
    const seen: string[] = [];
    let after = "";
    for (let more = true; more; ) {
      const page = (
        await query(
          `{ list: ${field}(${filter} first: ${first} ${after}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`,
        )
      ).list;
      seen.push(...page.nodes.map(({ id }: { id: string }) => id));
      after = `after: "${page.pageInfo.endCursor}"`;
      more = page.pageInfo.hasNextPage;
      if (!more) expect(seen).toHaveLength(page.totalCount);
    }
    return seen;
  };

  it.each([
    ["volunteers", 'filter: { districtCode: "110000", isPartyMember: true }'],
    ["volunteerOrganizations", 'filter: { districtCode: "430000", hasPartyOrganization: false }'],
    ["activities", 'filter: { status: COMPLETED, from: "2020-01-01", to: "2024-10-31" }'],
    ["courtesyBenefits", ""],
    ["commendations", 'filter: { districtCode: "110000" }'],
  ])("%s are all seen once", async (field, filter) => {
    const all = await walk(field, filter, 100);
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBeGreaterThan(3);
    expect(await walk(field, filter, Math.min(100, Math.ceil(all.length / 3)))).toEqual(all);
  });

  it("tells what is wrong with a page", async () => {
    expect(await error("{ volunteers(first: 101) { totalCount } }")).toMatch(
      /BAD_USER_INPUT.*between 1 and 100/,
    );
    expect(await error('{ volunteers(after: "nonsense") { totalCount } }')).toMatch(/BAD_USER_INPUT.*cursor/);
    expect(await error("{ volunteers(filter: { minStarRating: 6 }) { totalCount } }")).toMatch(
      /minStarRating/,
    );
  });

  it("filters organisations by kind and activities by organisation", async () => {
    const { volunteerOrganizations } = await query(
      "{ volunteerOrganizations(filter: { kind: HOSPITAL_TEAM }, first: 3) { nodes { id kind volunteerCount volunteers(first: 1) { totalCount } activities { nodes { organization { id } } } } } }",
    );
    for (const team of volunteerOrganizations.nodes) {
      expect(team.kind).toBe("HOSPITAL_TEAM");
      expect(team.volunteers.totalCount).toBe(team.volunteerCount);
      for (const { organization } of team.activities.nodes) expect(organization.id).toBe(team.id);
    }
  });
});

describe("as entities", () => {
  const selection = `... on Volunteer { id displayName } ... on VolunteerOrganization { id name } ... on Activity { id title }
    ... on ServiceRecord { id day } ... on CourtesyBenefit { id title } ... on Commendation { id title }
    ... on MedicalInstitution { id volunteering { personTimes servedVolunteers teams { id } registeredVolunteers volunteersServed { totalCount } } }
    ... on CommunityStation { id volunteering { hours yearlyTrend { year } registeredByDistrict { count } } serviceRecords { totalCount } }
    ... on Community { id volunteering { teams { kind } } }
    ... on District { code volunteering { volunteers } } ... on Organization { creditCode volunteerOrganization { id } }`;

  it("are answered in order, mixed, repeated and unknown ones in their place", async () => {
    const { serviceRecord } = {
      serviceRecord: await openCollections(subgraph.store).serviceRecords.findOne({}),
    };
    const team = await openCollections(subgraph.store).volunteerOrganizations.findOne({ _id: "vo_0001" });
    const answers = await subgraph.entities(
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
    const [hospital, station, community, district] = await subgraph.entities(
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
    const [hospital] = await subgraph.entities(
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

describe("the number of database calls", () => {
  const callsFor = async (source: string): Promise<Record<string, number>> => {
    subgraph.calls.reset();
    await query(source);
    return Object.fromEntries(subgraph.calls.byMethod);
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
    skip(!(await isFullServer(subgraph.store)), "no $unionWith");
    const few = await callsFor(source.replace("FIRST", "3"));
    expect(await callsFor(source.replace("FIRST", "50"))).toEqual(few);
  });

  it("of many venues and districts is that of one", async ({ skip }) => {
    skip(!(await isFullServer(subgraph.store)), "no $unionWith");
    const codes = (
      await query("{ serviceStatistics(groupBy: [DISTRICT]) { district { code } } }")
    ).serviceStatistics.map(({ district }: { district: { code: string } }) => district.code) as string[];
    const calls = async (count: number): Promise<Record<string, number>> => {
      subgraph.calls.reset();
      const chosen = codes.slice(0, count);
      await subgraph.entities(
        [
          ...chosen.map((code) => ({ __typename: "District", code })),
          ...chosen.map((code) => ({ __typename: "CommunityStation", id: `st_${code}_01` })),
        ],
        `... on District { volunteering { volunteers hours commendations yearlyTrend { hours } } }
         ... on CommunityStation { serviceRecords(first: 1) { totalCount } volunteering { teams { name } registeredVolunteers
           registeredByDistrict { count } hours servedVolunteers volunteersServed(first: 1) { nodes { volunteer { hours } } } } }`,
      );
      return Object.fromEntries(subgraph.calls.byMethod);
    };
    expect(codes.length).toBeGreaterThan(30);
    expect(await calls(codes.length)).toEqual(await calls(2));
  });
});
