// What the gateway asks: entities by their keys, in order, with repeats; the unknown are null where this
// agency owns them and bare stubs where another one does.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  graph = await openStations();
});
afterAll(() => graph[Symbol.asyncDispose]());

test("entities of mixed types come back in order, repeated and unknown ones in their places", async () => {
  const { pairings, purchasedProjects, organizations } = await graph.query(
    `{ pairings(first: 1) { nodes { id } } purchasedProjects(first: 1) { nodes { id } } organizations(first: 1) { nodes { creditCode } } }`,
  );
  const [{ id: pairingId }, { id: projectId }] = [pairings.nodes[0], purchasedProjects.nodes[0]];
  const [{ creditCode }] = organizations.nodes;
  const answer = await graph.entities(
    [
      { __typename: "CommunityStation", id: "st_110114_01" },
      { __typename: "District", code: "110114" },
      { __typename: "CommunityStation", id: "st_999999_99" },
      { __typename: "Community", id: "cm_110114_01" },
      { __typename: "CommunityStation", id: "st_110114_01" },
      { __typename: "CommunitySocialWorker", id: "csw_0001" },
      { __typename: "CommunitySocialWorker", id: "csw_9999" },
      { __typename: "Organization", creditCode },
      { __typename: "Organization", creditCode: "91110000600037341L" },
      { __typename: "District", code: "510104" },
      { __typename: "Pairing", id: pairingId },
      { __typename: "Pairing", id: "pr_x" },
      { __typename: "PurchasedProject", id: projectId },
      { __typename: "PurchasedProject", id: "pj_x" },
      { __typename: "Community", id: "cm_x" },
    ],
    `... on CommunityStation { id } ... on District { code name } ... on Community { id } ... on CommunitySocialWorker { id }
     ... on Organization { creditCode } ... on Pairing { id } ... on PurchasedProject { id }`,
  );
  const station = { __typename: "CommunityStation", id: "st_110114_01" };
  expect(answer).toEqual([
    station,
    { __typename: "District", code: "110114", name: "昌平区" },
    null,
    { __typename: "Community", id: "cm_110114_01" },
    station,
    { __typename: "CommunitySocialWorker", id: "csw_0001" },
    null,
    { __typename: "Organization", creditCode },
    null,
    null,
    { __typename: "Pairing", id: pairingId },
    null,
    { __typename: "PurchasedProject", id: projectId },
    null,
    null,
  ]);
});

test("a medical social worker or a referral nobody here knows is a stub with nothing in it", async () => {
  const answer = await graph.entities(
    [
      { __typename: "MedicalSocialWorker", id: "msw_999999" },
      { __typename: "Referral", id: "ref_999999" },
    ],
    `... on MedicalSocialWorker { id communityCounterparts { since } pairings { totalCount } suggestedCounterparts { score } }
     ... on Referral { id intake { id } status }`,
  );
  expect(answer).toEqual([
    {
      __typename: "MedicalSocialWorker",
      id: "msw_999999",
      communityCounterparts: [],
      pairings: { totalCount: 0 },
      suggestedCounterparts: null,
    },
    { __typename: "Referral", id: "ref_999999", intake: null, status: null },
  ]);
});

test("a referral's status joins the hospital's half with the station's", async () => {
  const { intakes } = await graph.query(
    `{ intakes(filter: { status: COMPLETED }, first: 1) { nodes { referral { id } } } }`,
  );
  const { id } = intakes.nodes[0].referral;
  const of = (hospitalStatus: string | null, referralId = id) => ({
    __typename: "Referral",
    id: referralId,
    hospitalStatus,
  });
  const answer = await graph.entities(
    [
      of("SENT"),
      of("CLOSED"),
      of("WITHDRAWN"),
      of(null),
      of("SENT", "ref_999999"),
      of("WITHDRAWN", "ref_999999"),
    ],
    "... on Referral { status intake { status station { id } worker { id } visits { id kind at worker { id } } outcome } }",
  );
  expect(answer.map(({ status }) => status)).toEqual([
    "COMPLETED",
    "CLOSED",
    "COMPLETED",
    null,
    "AWAITING_INTAKE",
    "WITHDRAWN",
  ]);
  expect(answer[0].intake.visits.length).toBeGreaterThanOrEqual(2);
});
