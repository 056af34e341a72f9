// Whom to pair with: in post in the same county, at least one shared field of service, not yet paired; more
// shared fields first, then fewer live pairings. The hospital's half of the answer comes from the gateway.
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openCollections } from "../repository/collections.ts";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  graph = await openStations();
});
afterAll(() => graph[Symbol.asyncDispose]());

const worker = (id: string, serviceFields: string[], input: object = {}) =>
  graph.act(
    "assignCommunitySocialWorker",
    { workerId: id, stationId: "st_620422_01", serviceFields, assignedOn: "2024-10-08", ...input },
    "worker { id }",
  );
const propose = (medicalWorkerId: string, communityWorkerId: string) =>
  graph.act(
    "proposePairing",
    { medicalWorkerId, communityWorkerId, proposedBy: "HOSPITAL" },
    "pairing { id }",
  );

/** A medical social worker as the gateway represents one to us. */
const medical = (id: string, serviceFields: string[] | null, code: string | null = "620422") => ({
  __typename: "MedicalSocialWorker",
  id,
  serviceFields,
  district: code && { __typename: "District", code },
});
const suggest = (first: number, ...workers: object[]) =>
  graph.entities(
    workers,
    `... on MedicalSocialWorker { id suggestedCounterparts(first: ${first}) { worker { id station { id } } matchingFields score } }`,
  );
const idsOf = ({ suggestedCounterparts }: { suggestedCounterparts: { worker: { id: string } }[] }) =>
  suggestedCounterparts.map((suggestion) => suggestion.worker.id);

beforeEach(async () => {
  const { workers, pairings } = openCollections(graph.store);
  await workers.deleteMany({ districtCode: "620422" });
  await pairings.deleteMany({ districtCode: "620422" });
});

test("the best come first, with the fields they share and the score", async () => {
  await worker("csw_8001", ["ELDERLY_CARE", "DISABILITY"]);
  await worker("csw_8002", ["ELDERLY_CARE", "REHABILITATION", "FAMILY_SUPPORT"]);
  await worker("csw_8003", ["MENTAL_HEALTH"]);
  await worker("csw_8004", ["REHABILITATION"]);
  await propose("msw_9001", "csw_8001");
  const [answer] = await suggest(5, medical("msw_9000", ["ELDERLY_CARE", "REHABILITATION"]));
  expect(answer.suggestedCounterparts).toEqual([
    {
      worker: { id: "csw_8002", station: { id: "st_620422_01" } },
      matchingFields: ["ELDERLY_CARE", "REHABILITATION"],
      score: 2.5,
    },
    {
      worker: { id: "csw_8004", station: { id: "st_620422_01" } },
      matchingFields: ["REHABILITATION"],
      score: 1.5,
    },
    {
      worker: { id: "csw_8001", station: { id: "st_620422_01" } },
      matchingFields: ["ELDERLY_CARE"],
      score: 1 + 1 / 3,
    },
  ]);
});

test("who is paired already, has left, or works elsewhere is not suggested", async () => {
  await worker("csw_8011", ["ELDERLY_CARE"]);
  await worker("csw_8012", ["ELDERLY_CARE"]);
  await worker("csw_8013", ["ELDERLY_CARE"], { stationId: "st_620525_01" });
  await worker("csw_8014", ["ELDERLY_CARE"]);
  await propose("msw_9000", "csw_8011");
  await graph.act(
    "endCommunitySocialWorkerAssignment",
    { workerId: "csw_8012", endedOn: "2024-10-31" },
    "worker { id }",
  );
  const [answer, other] = await suggest(
    5,
    medical("msw_9000", ["ELDERLY_CARE"]),
    medical("msw_9002", ["ELDERLY_CARE"]),
  );
  expect(idsOf(answer)).toEqual(["csw_8014"]);
  expect(idsOf(other)).toEqual(["csw_8014", "csw_8011"]);
});

test("who was paired before can be suggested again", async () => {
  await worker("csw_8021", ["ELDERLY_CARE"]);
  const { pairing } = await propose("msw_9000", "csw_8021");
  await graph.act("endPairing", { pairingId: pairing.id, reason: "NO_CAPACITY" }, "pairing { id }");
  const [answer] = await suggest(5, medical("msw_9000", ["ELDERLY_CARE"]));
  expect(idsOf(answer)).toEqual(["csw_8021"]);
});

test("as many as asked for, and no more than twenty", async () => {
  await Promise.all(["csw_8031", "csw_8032", "csw_8033"].map((id) => worker(id, ["ELDERLY_CARE"])));
  const [answer] = await suggest(2, medical("msw_9000", ["ELDERLY_CARE"]));
  expect(idsOf(answer)).toEqual(["csw_8031", "csw_8032"]);
  await expect(suggest(21, medical("msw_9000", ["ELDERLY_CARE"]))).rejects.toThrow("between 1 and 20");
});

test("without the hospital's data there is no answer, rather than an error; without fields nobody fits", async () => {
  const answers = await suggest(
    5,
    medical("msw_9000", null),
    medical("msw_9000", ["ELDERLY_CARE"], null),
    medical("msw_9000", []),
  );
  expect(answers.map(({ suggestedCounterparts }) => suggestedCounterparts)).toEqual([null, null, []]);
});
