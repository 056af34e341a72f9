// The station's half of a referral: accepted or declined by one station, visited, completed. Every step is
// refused from a state that does not allow it, and the answer names the present one.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
let workers: string[];
beforeAll(async () => {
  graph = await openStations();
  const { communityStation } = await graph.query(
    `{ communityStation(id: "st_110114_01") { workers { nodes { id } } } }`,
  );
  workers = communityStation.workers.nodes.map(({ id }: { id: string }) => id);
});
afterAll(() => graph[Symbol.asyncDispose]());

const STATION = "st_110114_01";
const FIELDS =
  "intake { id status referral { id } station { id } worker { id } acceptedAt declinedAt declineReason visits { kind at worker { id } } outcome completedAt }";
const accept = (referralId: string, input: object = {}) =>
  graph.act("acceptReferral", { referralId, stationId: STATION, workerId: workers[0], ...input }, FIELDS);
const decline = (referralId: string, stationId = STATION) =>
  graph.act("declineReferral", { referralId, stationId, reason: "NO_CAPACITY" }, FIELDS);
const visit = (referralId: string, clientKey: string, input: object = {}) =>
  graph.act(
    "recordVisit",
    { clientKey, referralId, workerId: workers[0], kind: "HOME_VISIT", at: "2024-11-01T02:00:00Z", ...input },
    `visit { id kind at worker { id } } ${FIELDS}`,
  );
const complete = (referralId: string, outcome = "NEEDS_MET") =>
  graph.act("completeIntake", { referralId, outcome }, FIELDS);

test("a referral is accepted, visited and completed", async () => {
  const { intake } = await accept("ref_800001");
  expect(intake).toMatchObject({
    status: "ACCEPTED",
    referral: { id: "ref_800001" },
    station: { id: STATION },
    worker: { id: workers[0] },
    acceptedAt: "2024-11-01T08:00:00.000Z",
    visits: [],
  });
  const first = await visit("ref_800001", "visit-1");
  expect(first.visit).toMatchObject({
    kind: "HOME_VISIT",
    at: "2024-11-01T02:00:00.000Z",
    worker: { id: workers[0] },
  });
  expect(first.intake.status).toBe("IN_SERVICE");
  const second = await visit("ref_800001", "visit-2", { kind: "PHONE_CALL", workerId: workers[1] });
  expect(second.intake.visits.map(({ kind }: { kind: string }) => kind)).toEqual([
    "HOME_VISIT",
    "PHONE_CALL",
  ]);
  expect((await complete("ref_800001")).intake).toMatchObject({ status: "COMPLETED", outcome: "NEEDS_MET" });
  expect((await complete("ref_800001")).code).toBeNull();
  const { station } = await graph.query(
    `{ station: communityStation(id: "${STATION}") { intakes(first: 1) { nodes { referral { id } } } } }`,
  );
  expect(station.intakes.nodes).toEqual([{ referral: { id: "ref_800001" } }]);
});

test("a referral is declined outright, or handed back before the first visit by the station that accepted it", async () => {
  expect((await decline("ref_800002")).intake).toMatchObject({
    status: "DECLINED",
    declineReason: "NO_CAPACITY",
    worker: null,
    acceptedAt: null,
  });
  await accept("ref_800003");
  expect(await decline("ref_800003", "st_110101_01")).toMatchObject({
    code: "NOT_ELIGIBLE",
    at: "input.stationId",
  });
  expect((await decline("ref_800003")).intake).toMatchObject({
    status: "DECLINED",
    worker: { id: workers[0] },
  });
});

test("every step that the present state does not allow is refused with that state", async () => {
  await decline("ref_800010");
  await accept("ref_800011");
  await accept("ref_800012");
  await visit("ref_800012", "visit-800012");
  await accept("ref_800013");
  await visit("ref_800013", "visit-800013");
  await complete("ref_800013");
  const refused = [
    [await accept("ref_800010"), "DECLINED"],
    [await decline("ref_800010"), "DECLINED"],
    [await visit("ref_800010", "v1"), "DECLINED"],
    [await complete("ref_800010"), "DECLINED"],
    [await complete("ref_800011"), "ACCEPTED"],
    [await accept("ref_800012"), "IN_SERVICE"],
    [await decline("ref_800012"), "IN_SERVICE"],
    [await accept("ref_800013"), "COMPLETED"],
    [await decline("ref_800013"), "COMPLETED"],
    [await visit("ref_800013", "v2"), "COMPLETED"],
    [await complete("ref_800013", "LOST_CONTACT"), "COMPLETED"],
  ] as const;
  for (const [answer, state] of refused) {
    expect(answer).toMatchObject({ intake: null, code: "ILLEGAL_TRANSITION", at: "input.referralId" });
    expect(answer.message).toContain(state);
  }
});

test("repeating the acceptance answers the intake; another worker or station is refused", async () => {
  const { intake } = await accept("ref_800020");
  expect((await accept("ref_800020")).intake).toEqual(intake);
  expect(await accept("ref_800020", { workerId: workers[1] })).toMatchObject({ code: "ILLEGAL_TRANSITION" });
});

test("of stations that race for a referral one gets it", async () => {
  const { communitySocialWorkers } = await graph.query(
    `{ communitySocialWorkers(filter: { districtCode: "110000" }, first: 100) { nodes { id station { id } } } }`,
  );
  const stations = new Map<string, string>(
    communitySocialWorkers.nodes.map(({ id, station }: { id: string; station: { id: string } }) => [
      station.id,
      id,
    ]),
  );
  const answers = await Promise.all(
    [...stations].map(([stationId, workerId]) => accept("ref_800030", { stationId, workerId })),
  );
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === "ILLEGAL_TRANSITION")).toHaveLength(stations.size - 1);
});

test("a visit is recorded once for a key; another content is a conflict", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  await accept("ref_800040");
  const answers = await Promise.all(Array.from({ length: 6 }, () => visit("ref_800040", "same")));
  expect(new Set(answers.map((answer) => answer.visit.id)).size).toBe(1);
  const repeated = await visit("ref_800040", "same");
  expect(repeated.intake.visits).toHaveLength(1);
  expect(await visit("ref_800040", "same", { kind: "PHONE_CALL" })).toMatchObject({
    code: "CONFLICT",
    at: "input.clientKey",
  });
});

test("visits that race are all kept", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  await accept("ref_800041");
  await Promise.all(Array.from({ length: 10 }, (_, i) => visit("ref_800041", `race-${i}`)));
  const { intake } = await complete("ref_800041");
  expect(intake.visits).toHaveLength(10);
});

test("an intake holds sixty visits", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  await accept("ref_800042");
  const sixty = await Promise.all(Array.from({ length: 60 }, (_, i) => visit("ref_800042", `many-${i}`)));
  expect(sixty.every(({ code }) => code === null)).toBe(true);
  expect(await visit("ref_800042", "one-too-many")).toMatchObject({
    code: "CAPACITY_FULL",
    at: "input.referralId",
  });
  expect((await visit("ref_800042", "many-7")).code).toBeNull();
});

test("what does not fit is refused", async () => {
  await accept("ref_800050");
  const [other] = (
    await graph.query(`{ communityStation(id: "st_110101_01") { workers(first: 1) { nodes { id } } } }`)
  ).communityStation.workers.nodes;
  const refused = [
    [await accept("vol_1"), "INVALID_INPUT", "input.referralId"],
    [await accept("ref_800051", { stationId: "st_x" }), "NOT_FOUND", "input.stationId"],
    [await accept("ref_800051", { workerId: "csw_x" }), "NOT_FOUND", "input.workerId"],
    [await accept("ref_800051", { workerId: other.id }), "NOT_ELIGIBLE", "input.workerId"],
    [await decline("vol_1"), "INVALID_INPUT", "input.referralId"],
    [await decline("ref_800051", "st_x"), "NOT_FOUND", "input.stationId"],
    [await visit("ref_800051", "v3"), "NOT_FOUND", "input.referralId"],
    [await visit("ref_800050", ""), "INVALID_INPUT", "input.clientKey"],
    [await visit("ref_800050", "v4", { at: "2024-10-31T02:00:00Z" }), "INVALID_INPUT", "input.at"],
    [await visit("ref_800050", "v5", { at: "2024-11-01T08:00:01Z" }), "INVALID_INPUT", "input.at"],
    [await visit("ref_800050", "v6", { workerId: other.id }), "NOT_ELIGIBLE", "input.workerId"],
    [await complete("ref_800051"), "NOT_FOUND", "input.referralId"],
  ] as const;
  for (const [answer, code, at] of refused) expect(answer).toMatchObject({ intake: null, code, at });
});

test("the joined status follows both halves", async () => {
  const status = async (hospitalStatus: string) =>
    (
      await graph.entities(
        [{ __typename: "Referral", id: "ref_800060", hospitalStatus }],
        "... on Referral { status }",
      )
    )[0].status;
  expect(await status("SENT")).toBe("AWAITING_INTAKE");
  await accept("ref_800060");
  expect([await status("SENT"), await status("WITHDRAWN")]).toEqual(["ACCEPTED", "WITHDRAWN"]);
  await visit("ref_800060", "v-60");
  expect([await status("SENT"), await status("CLOSED")]).toEqual(["IN_SERVICE", "IN_SERVICE"]);
  await complete("ref_800060");
  expect([await status("SENT"), await status("WITHDRAWN"), await status("CLOSED")]).toEqual([
    "COMPLETED",
    "COMPLETED",
    "CLOSED",
  ]);
});
