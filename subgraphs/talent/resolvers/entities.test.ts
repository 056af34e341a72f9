// What the gateway asks with `_entities`: every entity by its key, unknown ones, repeated ones, kinds mixed, in order.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SMALL_SAMPLE } from "../../kit/testing/openTestSubgraph.ts";
import { AGENCY, openTalent, type Talent } from "../testing/openTalent.ts";

let talent: Talent;
beforeAll(async () => {
  talent = await openTalent({ sample: SMALL_SAMPLE });
});
afterAll(() => talent[Symbol.asyncDispose]());

const worker = (type: string, id: string) => ({ __typename: type, id });
const NAME = "... on MedicalSocialWorker { id name } ... on CommunitySocialWorker { id name }";

describe("a social worker as an entity", () => {
  it("is found by kind, and by the interface", async () => {
    const found = await talent.entities(
      [
        worker("CommunitySocialWorker", "csw_0001"),
        worker("MedicalSocialWorker", "msw_0001"),
        worker("SocialWorker", "msw_0001"),
        worker("SocialWorker", "csw_0001"),
      ],
      NAME,
    );
    expect(found.map(({ __typename, id }) => [__typename, id])).toEqual([
      ["CommunitySocialWorker", "csw_0001"],
      ["MedicalSocialWorker", "msw_0001"],
      ["MedicalSocialWorker", "msw_0001"],
      ["CommunitySocialWorker", "csw_0001"],
    ]);
    expect(found[0].name).toBe(found[3].name);
  });

  it("is null in its place when unknown, also under the other kind's name; repeated ones repeat", async () => {
    talent.calls.reset();
    const found = await talent.entities(
      [
        worker("MedicalSocialWorker", "msw_9999"),
        worker("MedicalSocialWorker", "msw_0002"),
        worker("MedicalSocialWorker", "csw_0001"),
        worker("SocialWorker", "nobody"),
        worker("MedicalSocialWorker", "msw_0002"),
      ],
      NAME,
    );
    expect(found.map((entity) => entity?.id ?? null)).toEqual([null, "msw_0002", null, null, "msw_0002"]);
    expect(talent.calls.total).toBe(1);
  });
});

describe("the department's own entities", () => {
  it.each([
    ["TrainingProgram", "trainingPrograms", "title"],
    ["Dispatch", "dispatches", "status"],
    ["DemonstrationPost", "demonstrationPosts", "name"],
    ["LinkagePilot", "linkagePilots", "name"],
    ["BrandProject", "brandProjects", "name"],
  ])("%s: in order, unknown null, one database call", async (type, list, field) => {
    const data = await talent.query(`{ ${list}(first: 3) { nodes { id ${field} } } }`);
    const nodes: { id: string }[] = data[list].nodes;
    expect(nodes.length).toBeGreaterThanOrEqual(3);
    const ids = [...nodes.map(({ id }) => id).reverse(), "unknown", nodes[0]?.id];
    talent.calls.reset();
    const found = await talent.entities(
      ids.map((id) => ({ __typename: type, id })),
      `... on ${type} { id ${field} }`,
    );
    const expected = [...[...nodes].reverse(), null, nodes[0]];
    expect(found).toEqual(expected.map((node) => (node ? { __typename: type, ...node } : null)));
    expect(talent.calls.total).toBe(1);
  });
});

describe("what other agencies' entities get from us", () => {
  it("an unknown organisation exists and has nothing", async () => {
    const [organization] = await talent.entities(
      [{ __typename: "Organization", creditCode: AGENCY }],
      `... on Organization { creditCode partyOrganization { members } demonstrationPosts { totalCount } dispatchesSent { totalCount }
        organizedTraining { totalCount } brandProjects { nodes { id } totalCount } }`,
    );
    expect(organization).toEqual({
      __typename: "Organization",
      creditCode: AGENCY,
      partyOrganization: null,
      demonstrationPosts: { totalCount: 0 },
      dispatchesSent: { totalCount: 0 },
      organizedTraining: { totalCount: 0 },
      brandProjects: { nodes: [], totalCount: 0 },
    });
  });

  it("an organisation has the dispatches it sent and the projects it carries", async () => {
    const { dispatches } = await talent.query(
      `{ dispatches(first: 1) { nodes { id sendingOrganization { creditCode dispatchesSent(first: 100) { nodes { id } } } } } }`,
    );
    const [{ id, sendingOrganization }] = dispatches.nodes;
    expect(sendingOrganization.dispatchesSent.nodes).toContainEqual({ id });
  });

  it("a district without anything has figures of zero and no rate", async () => {
    const [district] = await talent.entities(
      [{ __typename: "District", code: "440100" }],
      `... on District { code talent { registeredWorkers certifiedWorkers certificationRate trainedPersonTimes trainingHours
        demonstrationPosts dispatchedTo dispatchedWorkersByYear { year } linkagePilots brandProjects } }`,
    );
    expect(district.talent).toEqual({
      registeredWorkers: 0,
      certifiedWorkers: 0,
      certificationRate: null,
      trainedPersonTimes: 0,
      trainingHours: 0,
      demonstrationPosts: 0,
      dispatchedTo: 0,
      dispatchedWorkersByYear: [],
      linkagePilots: 0,
      brandProjects: 0,
    });
  });

  it("a province sums its cities, a city its counties", async () => {
    const codes = ["620000", "620100", "620102", "620103", "620422"];
    const found = await talent.entities(
      codes.map((code) => ({ __typename: "District", code })),
      "... on District { code talent { registeredWorkers medicalWorkers communityWorkers dispatchedTo } }",
    );
    const [province, city, one, two, county] = found.map((district) => district.talent);
    expect(city.registeredWorkers).toBe(one.registeredWorkers + two.registeredWorkers);
    expect(province.registeredWorkers).toBeGreaterThan(city.registeredWorkers);
    expect(province.communityWorkers).toBe(province.registeredWorkers - province.medicalWorkers);
    const { threeAreasPlan } = await talent.query("{ threeAreasPlan { dispatched } }");
    expect(province.dispatchedTo).toBe(threeAreasPlan.dispatched);
    expect(county.dispatchedTo).toBeGreaterThan(0);
  });
});
