// Docking: one side proposes, the other confirms, either ends. Two workers have one live pairing at a time,
// whoever proposes how often; after it is over they can be paired again.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
beforeAll(async () => {
  graph = await openStations();
});
afterAll(() => graph[Symbol.asyncDispose]());

const FIELDS =
  "pairing { id status proposedBy proposedAt confirmedAt endedAt endReason medicalWorker { id } communityWorker { id } district { code } }";
const propose = (medicalWorkerId: string, communityWorkerId = "csw_0001", proposedBy = "HOSPITAL") =>
  graph.act("proposePairing", { medicalWorkerId, communityWorkerId, proposedBy }, FIELDS);
const confirm = (pairingId: string, confirmedBy = "COMMUNITY") =>
  graph.act("confirmPairing", { pairingId, confirmedBy }, FIELDS);
const end = (pairingId: string, reason = "SERVICE_FINISHED") =>
  graph.act("endPairing", { pairingId, reason }, FIELDS);

test("a pairing is proposed, confirmed and ended; then the two can be paired again", async () => {
  const { pairing } = await propose("msw_5001");
  expect(pairing).toMatchObject({
    status: "PROPOSED",
    proposedBy: "HOSPITAL",
    proposedAt: "2024-11-01T08:00:00.000Z",
    medicalWorker: { id: "msw_5001" },
    communityWorker: { id: "csw_0001" },
    district: { code: "110114" },
  });
  expect((await confirm(pairing.id)).pairing).toMatchObject({
    status: "CONFIRMED",
    confirmedAt: "2024-11-01T08:00:00.000Z",
  });
  expect(await propose("msw_5001")).toMatchObject({ code: "CONFLICT", at: "input.communityWorkerId" });
  expect((await end(pairing.id)).pairing).toMatchObject({ status: "ENDED", endReason: "SERVICE_FINISHED" });
  const again = await propose("msw_5001");
  expect(again.pairing.status).toBe("PROPOSED");
  expect(again.pairing.id).not.toBe(pairing.id);
});

test("a proposed pairing that is ended is declined", async () => {
  const { pairing } = await propose("msw_5002", "csw_0001", "COMMUNITY");
  expect((await end(pairing.id, "NO_CAPACITY")).pairing).toMatchObject({
    status: "DECLINED",
    confirmedAt: null,
  });
});

test("the side that proposed cannot confirm", async () => {
  const { pairing } = await propose("msw_5003", "csw_0001", "COMMUNITY");
  expect(await confirm(pairing.id, "COMMUNITY")).toMatchObject({
    code: "NOT_ELIGIBLE",
    at: "input.confirmedBy",
  });
  expect((await confirm(pairing.id, "HOSPITAL")).pairing.status).toBe("CONFIRMED");
});

test("what is over can be neither confirmed nor ended; the answer names the present state", async () => {
  const { pairing } = await propose("msw_5004");
  await end(pairing.id);
  for (const refused of [await confirm(pairing.id), await end(pairing.id)]) {
    expect(refused).toMatchObject({ pairing: null, code: "ILLEGAL_TRANSITION", at: "input.pairingId" });
    expect(refused.message).toContain("DECLINED");
  }
});

test.each([
  ["an unknown community worker", "msw_5005", "csw_9999", "NOT_FOUND", "input.communityWorkerId"],
  [
    "an id that is no medical social worker's",
    "vol_0001",
    "csw_0001",
    "INVALID_INPUT",
    "input.medicalWorkerId",
  ],
])("%s is refused", async (_, medicalId, communityId, code, at) => {
  expect(await propose(medicalId, communityId)).toMatchObject({ pairing: null, code, at });
});

test("an unknown pairing is not found", async () => {
  expect(await confirm("pr_x")).toMatchObject({ code: "NOT_FOUND", at: "input.pairingId" });
  expect(await end("pr_x")).toMatchObject({ code: "NOT_FOUND", at: "input.pairingId" });
});

test("of proposals that race one gets through", async () => {
  const answers = await Promise.all(Array.from({ length: 12 }, () => propose("msw_5006")));
  expect(answers.filter(({ pairing }) => pairing !== null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === "CONFLICT")).toHaveLength(11);
  const { pairings } = await graph.query(
    `{ pairings(filter: { medicalWorkerId: "msw_5006" }) { totalCount } }`,
  );
  expect(pairings.totalCount).toBe(1);
});

test("of confirmations that race one gets through", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  const { pairing } = await propose("msw_5007");
  const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(pairing.id)));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === "ILLEGAL_TRANSITION")).toHaveLength(7);
});

test("both workers see their confirmed counterparts, and their pairings by status", async () => {
  const { pairing } = await propose("msw_5008");
  const medical = () =>
    graph.entities(
      [{ __typename: "MedicalSocialWorker", id: "msw_5008" }],
      `... on MedicalSocialWorker { communityCounterparts { worker { id medicalCounterparts { worker { id } } } pairing { id } since }
         proposed: pairings(status: PROPOSED) { totalCount nodes { id } } confirmed: pairings(status: CONFIRMED) { totalCount } }`,
    );
  expect(await medical()).toMatchObject([
    {
      communityCounterparts: [],
      proposed: { totalCount: 1, nodes: [{ id: pairing.id }] },
      confirmed: { totalCount: 0 },
    },
  ]);
  await confirm(pairing.id);
  const [{ communityCounterparts, proposed, confirmed }] = await medical();
  expect(communityCounterparts).toMatchObject([
    { worker: { id: "csw_0001" }, pairing: { id: pairing.id }, since: "2024-11-01T08:00:00.000Z" },
  ]);
  expect(communityCounterparts[0].worker.medicalCounterparts).toContainEqual({ worker: { id: "msw_5008" } });
  expect([proposed.totalCount, confirmed.totalCount]).toEqual([0, 1]);
});
