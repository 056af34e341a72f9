// A station opens; social workers of the register come into post there and leave. With a worker's leaving
// the pairings end, also when the process crashed in between.
import { afterAll, beforeAll, expect, test } from "vitest";
import { stations } from "../subgraph.ts";
import { openStations, type Stations, TODAY } from "../testing/openStations.ts";
import { openCollections } from "./collections.ts";

let graph: Stations;
let operatorCreditCode: string;
beforeAll(async () => {
  graph = await openStations();
  const { organizations } = await graph.query(
    `{ organizations(filter: { kind: SOCIAL_SERVICE_AGENCY, districtCode: "110114" }) { nodes { creditCode } } }`,
  );
  operatorCreditCode = organizations.nodes[0].creditCode;
});
afterAll(() => graph[Symbol.asyncDispose]());

const open = (input: object = {}) =>
  graph.act(
    "openStation",
    {
      clientKey: "station-1",
      communityId: "cm_110114_01",
      name: "新站",
      operatorCreditCode,
      openedOn: "2024-10-01",
      serviceFields: ["ELDERLY_CARE", "REHABILITATION"],
      populationServed: 6000,
      ...input,
    },
    "station { id name openedOn populationServed serviceFields district { code } community { id } operator { creditCode } }",
  );
const assign = (workerId: string, input: object = {}) =>
  graph.act(
    "assignCommunitySocialWorker",
    {
      workerId,
      stationId: "st_110114_01",
      serviceFields: ["ELDERLY_CARE"],
      assignedOn: "2024-10-08",
      ...input,
    },
    "worker { id station { id } district { code } serviceFields assignedOn endedOn servesAsPartyMember }",
  );
const leave = (workerId: string, endedOn = TODAY) =>
  graph.act("endCommunitySocialWorkerAssignment", { workerId, endedOn }, "worker { id endedOn }");

test("a station opens once for a key, and belongs to its community", async () => {
  const [first, second] = [await open(), await open({ name: " 新站 " })];
  expect(first.station).toMatchObject({
    name: "新站",
    district: { code: "110114" },
    community: { id: "cm_110114_01" },
  });
  expect(first.station.id).toMatch(/^st_110114_\d+$/);
  expect(second.station).toEqual(first.station);
  expect(await open({ populationServed: 7000 })).toMatchObject({ code: "CONFLICT", at: "input.clientKey" });
  const { community } = await graph.query(`{ community(id: "cm_110114_01") { stations { nodes { id } } } }`);
  expect(community.stations.nodes).toContainEqual({ id: first.station.id });
});

test("openings that race with one key open one station", async () => {
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => open({ clientKey: "race", name: "竞速站" })),
  );
  expect(new Set(answers.map(({ station }) => station.id)).size).toBe(1);
});

test.each([
  ["an unknown community", { communityId: "cm_x" }, "NOT_FOUND", "input.communityId"],
  [
    "an unknown operator",
    { operatorCreditCode: "91110000600037341L" },
    "NOT_FOUND",
    "input.operatorCreditCode",
  ],
  ["a name of blanks", { name: "  " }, "INVALID_INPUT", "input.name"],
  ["a day to come", { openedOn: "2024-11-02" }, "INVALID_INPUT", "input.openedOn"],
  ["no field", { serviceFields: [] }, "INVALID_INPUT", "input.serviceFields"],
  ["nobody served", { populationServed: 0 }, "INVALID_INPUT", "input.populationServed"],
  ["an empty key", { clientKey: "" }, "INVALID_INPUT", "input.clientKey"],
])("a station is not opened with %s", async (_, input, code, at) => {
  expect(await open({ clientKey: "bad", ...input })).toMatchObject({ station: null, code, at });
});

test("a hospital does not run a station", async () => {
  const { organizations } = await graph.query(
    `{ organizations(filter: { kind: MEDICAL_INSTITUTION }, first: 1) { nodes { creditCode } } }`,
  );
  const refused = await open({
    clientKey: "hospital",
    operatorCreditCode: organizations.nodes[0].creditCode,
  });
  expect(refused).toMatchObject({ code: "NOT_ELIGIBLE", at: "input.operatorCreditCode" });
});

test("a worker comes into post, leaves, and comes back elsewhere", async () => {
  const { worker } = await assign("csw_7001", { servesAsPartyMember: true });
  expect(worker).toMatchObject({
    station: { id: "st_110114_01" },
    district: { code: "110114" },
    endedOn: null,
    servesAsPartyMember: true,
  });
  expect((await assign("csw_7001", { servesAsPartyMember: true })).worker).toEqual(worker);
  expect(await assign("csw_7001", { stationId: "st_110101_01" })).toMatchObject({ code: "CONFLICT" });
  expect((await leave("csw_7001", "2024-10-20")).worker.endedOn).toBe("2024-10-20");
  expect((await leave("csw_7001", "2024-10-20")).code).toBeNull();
  expect(await leave("csw_7001", "2024-10-21")).toMatchObject({ code: "ILLEGAL_TRANSITION" });
  expect(await assign("csw_7001", { assignedOn: "2024-10-19" })).toMatchObject({
    code: "INVALID_INPUT",
    at: "input.assignedOn",
  });
  const back = await assign("csw_7001", { stationId: "st_110101_01", assignedOn: "2024-10-25" });
  expect(back.worker).toMatchObject({
    station: { id: "st_110101_01" },
    endedOn: null,
    servesAsPartyMember: false,
  });
});

test.each([
  ["an id that is no worker's", "vol_1", {}, "INVALID_INPUT", "input.workerId"],
  ["an unknown station", "csw_7002", { stationId: "st_x" }, "NOT_FOUND", "input.stationId"],
  ["a day to come", "csw_7002", { assignedOn: "2024-11-02" }, "INVALID_INPUT", "input.assignedOn"],
  [
    "a day before the station opened",
    "csw_7002",
    { assignedOn: "2001-01-01" },
    "INVALID_INPUT",
    "input.assignedOn",
  ],
  [
    "a field named twice",
    "csw_7002",
    { serviceFields: ["DISABILITY", "DISABILITY"] },
    "INVALID_INPUT",
    "input.serviceFields",
  ],
])("a worker is not assigned with %s", async (_, workerId, input, code, at) => {
  expect(await assign(workerId, input)).toMatchObject({ worker: null, code, at });
});

test("of stations that race for a worker one gets the worker", async () => {
  const stations = ["st_110101_01", "st_110102_01", "st_110105_01", "st_110106_01"];
  const answers = await Promise.all(stations.map((stationId) => assign("csw_7003", { stationId })));
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  expect(answers.filter(({ code }) => code === "CONFLICT")).toHaveLength(3);
});

test("leaving needs a worker in post and a plausible day", async () => {
  expect(await leave("csw_x")).toMatchObject({ code: "NOT_FOUND", at: "input.workerId" });
  expect(await leave("csw_0002", "2024-11-02")).toMatchObject({ code: "INVALID_INPUT", at: "input.endedOn" });
  expect(await leave("csw_0002", "2000-01-01")).toMatchObject({ code: "INVALID_INPUT", at: "input.endedOn" });
});

test("with the worker's leaving the pairings end", async () => {
  await assign("csw_7004");
  const pair = (medicalWorkerId: string) =>
    graph.act(
      "proposePairing",
      { medicalWorkerId, communityWorkerId: "csw_7004", proposedBy: "HOSPITAL" },
      "pairing { id }",
    );
  const { pairing } = await pair("msw_5101");
  await graph.act("confirmPairing", { pairingId: pairing.id, confirmedBy: "COMMUNITY" }, "pairing { id }");
  await pair("msw_5102");
  await leave("csw_7004");
  const { worker } = await graph.query(
    `{ worker: communitySocialWorker(id: "csw_7004") { medicalCounterparts { since } pairings { nodes { status endReason } } } }`,
  );
  expect(worker.medicalCounterparts).toEqual([]);
  expect(worker.pairings.nodes.map(({ status }: { status: string }) => status).sort()).toEqual([
    "DECLINED",
    "ENDED",
  ]);
  expect(await pair("msw_5103")).toMatchObject({ code: "NOT_ELIGIBLE", at: "input.communityWorkerId" });
});

test("a leaving that a crash interrupted is finished when the subgraph settles", async () => {
  await assign("csw_7005");
  const { pairing } = await graph.act(
    "proposePairing",
    { medicalWorkerId: "msw_5104", communityWorkerId: "csw_7005", proposedBy: "HOSPITAL" },
    "pairing { id }",
  );
  const { workers } = openCollections(graph.store);
  const leavingAt = new Date("2024-11-01T08:00:00Z");
  await workers.updateOne({ _id: "csw_7005" }, { $set: { endedOn: TODAY, leavingAt } });
  await stations.settle?.(
    { ...openCollections(graph.store), store: graph.store },
    () => new Date("2024-11-01T09:00:00Z"),
  );
  const { found } = await graph.query(`{ found: pairing(id: "${pairing.id}") { status endedAt endReason } }`);
  expect(found).toEqual({ status: "DECLINED", endedAt: leavingAt.toISOString(), endReason: "WORKER_LEFT" });
  expect(await workers.findOne({ _id: "csw_7005" })).toMatchObject({ leavingAt: null });
});
