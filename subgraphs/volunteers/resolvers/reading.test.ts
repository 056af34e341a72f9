// Reading the sample: single things by id, lists page by page.
import { describe, expect, it } from "vitest";
import type { Caller } from "../../kit/caller/Caller.ts";
import { EVERY_SCOPE } from "../../kit/testing/callers.ts";
import { openTestSubgraph } from "../../kit/testing/openTestSubgraph.ts";
import { shared } from "../../kit/testing/shared.ts";
import { openCollections } from "../repository/collections.ts";
import { recountSummaries } from "../repository/recountSummaries.ts";
import { volunteers } from "../subgraph.ts";

const opened = shared(() => openTestSubgraph(volunteers));
const query = (source: string, variables?: Record<string, unknown>, by?: Caller) =>
  opened().query(source, variables, by);
const error = async (source: string) => {
  const { errors } = await opened().execute(source);
  return `${errors?.[0]?.extensions.code}: ${errors?.[0]?.message}`;
};

it("has loaded summaries that say what its records say", async () => {
  expect(await recountSummaries(openCollections(opened().store))).toEqual([]);
});

describe("by id", () => {
  it.each(["volunteer", "volunteerOrganization", "activity", "serviceRecord"])(
    "%s is null when unknown",
    async (field) => {
      expect(await query(`{ ${field}(id: "unknown") { id } }`)).toEqual({ [field]: null });
    },
  );

  it("a volunteer shows a mask, an age band and what they did, but not who they are", async () => {
    const [document] = await openCollections(opened().store)
      .volunteers.find({ times: { $gte: 3 } }, { limit: 1 })
      .toArray();
    const { volunteer } = await query(
      `query ($id: ID!) { volunteer(id: $id) { id displayName gender ageBand district { code } hours personTimes starRating
         organization { id kind foundedOn district { code } organization { creditCode } partyOrganization { members } }
         serviceRecords(first: 100) { totalCount nodes { hours day venue { __typename } volunteer { id } } } } }`,
      { id: document?._id },
      EVERY_SCOPE,
    );
    expect(volunteer.displayName).toBe(`${document?.name[0]}*`);
    expect(JSON.stringify(volunteer)).not.toContain(document?.name);
    expect(JSON.stringify(volunteer)).not.toContain(document?.birthDate);
    expect(volunteer.serviceRecords.totalCount).toBe(volunteer.personTimes);
    const days = volunteer.serviceRecords.nodes.map(({ day }: { day: string }) => day);
    expect(days).toEqual([...days].sort().reverse());
  });

  it("an activity has its sign-ups, a record its activity", async () => {
    const record = await openCollections(opened().store).serviceRecords.findOne({
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
    ["volunteers", 'filter: { districtCode: "110000", minStarRating: 1 }'],
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
