// Purchased services and joint actions: a project is awarded, then completed or terminated once; an action of
// the five societies is recorded once for its key.
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStations, type Stations } from "../testing/openStations.ts";

let graph: Stations;
let codes: Record<string, string>;
beforeAll(async () => {
  graph = await openStations();
  const { organizations, foundations, hospitals } = await graph.query(`{
    organizations(filter: { districtCode: "430102" }) { nodes { kind creditCode } }
    foundations: organizations(filter: { kind: FOUNDATION }) { nodes { kind creditCode } }
    hospitals: organizations(filter: { kind: MEDICAL_INSTITUTION }, first: 1) { nodes { kind creditCode } }
  }`);
  codes = Object.fromEntries(
    [organizations, foundations, hospitals].flatMap(({ nodes }) =>
      nodes.map(({ kind, creditCode }: { kind: string; creditCode: string }) => [kind, creditCode]),
    ),
  );
});
afterAll(() => graph[Symbol.asyncDispose]());

const FIELDS =
  "project { id title field status amountYuan startsOn endsOn closedOn beneficiaries { value suppressed } terminationReason district { code } station { id } purchaser { creditCode } provider { creditCode } }";
const purchase = (input: object = {}) =>
  graph.act(
    "purchaseService",
    {
      clientKey: "project-1",
      title: "“禾计划”社区站服务",
      field: "SOCIAL_SERVICES",
      districtCode: "430102",
      stationId: "st_430102_01",
      purchaserCreditCode: codes.GOVERNMENT,
      providerCreditCode: codes.SOCIAL_SERVICE_AGENCY,
      fundingSource: "FISCAL",
      amountYuan: 280000,
      startsOn: "2024-10-15",
      endsOn: "2025-10-14",
      ...input,
    },
    FIELDS,
  );
const complete = (projectId: string, input: object = {}) =>
  graph.act(
    "completePurchasedProject",
    { projectId, completedOn: "2024-11-01", beneficiaries: 420, ...input },
    FIELDS,
  );
const terminate = (projectId: string, input: object = {}) =>
  graph.act(
    "terminatePurchasedProject",
    { projectId, terminatedOn: "2024-11-01", reason: "FUNDING_STOPPED", ...input },
    FIELDS,
  );

test("a project is awarded once for its key and completed", async () => {
  const { project } = await purchase();
  expect(project).toMatchObject({
    status: "IN_PROGRESS",
    amountYuan: 280000,
    district: { code: "430102" },
    station: { id: "st_430102_01" },
    purchaser: { creditCode: codes.GOVERNMENT },
    beneficiaries: null,
  });
  const repeated = await Promise.all(Array.from({ length: 5 }, () => purchase()));
  expect(new Set(repeated.map((answer) => answer.project.id))).toEqual(new Set([project.id]));
  expect(await purchase({ amountYuan: 280001 })).toMatchObject({ code: "CONFLICT", at: "input.clientKey" });
  expect((await complete(project.id)).project).toMatchObject({
    status: "COMPLETED",
    closedOn: "2024-11-01",
    beneficiaries: { value: 420, suppressed: false },
  });
  const { provider } = await graph.query(
    `{ provider: organization(creditCode: "${codes.SOCIAL_SERVICE_AGENCY}") { providedProjects(first: 1) { nodes { id } } } }`,
  );
  expect(provider.providedProjects.nodes).toEqual([{ id: project.id }]);
});

test("a closed project is closed for good, whoever closes it first", async ({ skip }) => {
  skip(!(await graph.isFullServer()), "updates of this server are not atomic");
  const { project } = await purchase({ clientKey: "closing" });
  const answers = await Promise.all([
    complete(project.id),
    terminate(project.id),
    complete(project.id),
    terminate(project.id),
  ]);
  expect(answers.filter(({ code }) => code === null)).toHaveLength(1);
  const refused = answers.filter(({ code }) => code === "ILLEGAL_TRANSITION");
  expect(refused).toHaveLength(3);
  for (const { message } of refused) expect(message).toMatch(/COMPLETED|TERMINATED/);
});

test("a project is terminated with its reason", async () => {
  const { project } = await purchase({ clientKey: "ending" });
  expect((await terminate(project.id)).project).toMatchObject({
    status: "TERMINATED",
    terminationReason: "FUNDING_STOPPED",
    beneficiaries: null,
  });
});

test("closing needs a known project, a plausible day and a count", async () => {
  const { project } = await purchase({ clientKey: "open" });
  const refused = [
    [await complete("pj_x"), "NOT_FOUND", "input.projectId"],
    [await complete(project.id, { completedOn: "2024-11-02" }), "INVALID_INPUT", "input.completedOn"],
    [await complete(project.id, { completedOn: "2024-10-14" }), "INVALID_INPUT", "input.completedOn"],
    [await complete(project.id, { beneficiaries: -1 }), "INVALID_INPUT", "input.beneficiaries"],
    [await terminate("pj_x"), "NOT_FOUND", "input.projectId"],
    [await terminate(project.id, { terminatedOn: "2024-11-02" }), "INVALID_INPUT", "input.terminatedOn"],
  ] as const;
  for (const [answer, code, at] of refused) expect(answer).toMatchObject({ project: null, code, at });
});

test("what does not fit is not purchased", async () => {
  const bad = async (input: object) => purchase({ clientKey: "bad", ...input });
  const refused = [
    [await bad({ title: " " }), "INVALID_INPUT", "input.title"],
    [await bad({ amountYuan: 0 }), "INVALID_INPUT", "input.amountYuan"],
    [await bad({ startsOn: "1999-12-31" }), "INVALID_INPUT", "input.startsOn"],
    [await bad({ startsOn: "2025-11-02", endsOn: "2026-01-01" }), "INVALID_INPUT", "input.startsOn"],
    [await bad({ endsOn: "2024-10-15" }), "INVALID_INPUT", "input.endsOn"],
    [await bad({ endsOn: "2029-10-16" }), "INVALID_INPUT", "input.endsOn"],
    [await bad({ districtCode: "510104" }), "NOT_FOUND", "input.districtCode"],
    [await bad({ districtCode: "430100" }), "INVALID_INPUT", "input.districtCode"],
    [await bad({ stationId: "st_x" }), "NOT_FOUND", "input.stationId"],
    [await bad({ stationId: "st_110114_01" }), "INVALID_INPUT", "input.stationId"],
    [await bad({ purchaserCreditCode: "91110000600037341L" }), "NOT_FOUND", "input.purchaserCreditCode"],
    [await bad({ purchaserCreditCode: codes.FOUNDATION }), "NOT_ELIGIBLE", "input.purchaserCreditCode"],
    [
      await bad({ providerCreditCode: codes.MEDICAL_INSTITUTION }),
      "NOT_ELIGIBLE",
      "input.providerCreditCode",
    ],
    [await bad({ clientKey: "k".repeat(65) }), "INVALID_INPUT", "input.clientKey"],
  ] as const;
  for (const [answer, code, at] of refused) expect(answer).toMatchObject({ project: null, code, at });
  const donated = await bad({ fundingSource: "SOCIAL_DONATION", purchaserCreditCode: codes.FOUNDATION });
  expect(donated.project.status).toBe("IN_PROGRESS");
});

const record = (input: object = {}) =>
  graph.act(
    "recordLinkageAction",
    {
      clientKey: "action-1",
      communityId: "cm_110114_01",
      title: "独居老人冬季走访",
      heldOn: "2024-11-01",
      parties: ["SOCIAL_WORKER", "COMMUNITY_VOLUNTEER"],
      beneficiaries: 36,
      ...input,
    },
    "action { id title heldOn parties beneficiaries { value suppressed } community { id } }",
  );

test("a joint action is recorded once for its key and heads the community's list", async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => record()));
  const [{ action }] = answers as [(typeof answers)[0]];
  expect(new Set(answers.map((answer) => answer.action.id)).size).toBe(1);
  expect(await record({ beneficiaries: 37 })).toMatchObject({ code: "CONFLICT", at: "input.clientKey" });
  const { community } = await graph.query(
    `{ community(id: "cm_110114_01") { linkage { actions(first: 1) { nodes { id parties } } } } }`,
  );
  expect(community.linkage.actions.nodes).toEqual([
    { id: action.id, parties: ["SOCIAL_WORKER", "COMMUNITY_VOLUNTEER"] },
  ]);
});

test.each([
  ["an unknown community", { communityId: "cm_x" }, "NOT_FOUND", "input.communityId"],
  ["one party", { parties: ["SOCIAL_WORKER"] }, "INVALID_INPUT", "input.parties"],
  ["a party named twice", { parties: ["SOCIAL_WORKER", "SOCIAL_WORKER"] }, "INVALID_INPUT", "input.parties"],
  ["a day to come", { heldOn: "2024-11-02" }, "INVALID_INPUT", "input.heldOn"],
  ["a negative count", { beneficiaries: -1 }, "INVALID_INPUT", "input.beneficiaries"],
  ["no title", { title: "" }, "INVALID_INPUT", "input.title"],
])("an action is not recorded with %s", async (_, input, code, at) => {
  expect(await record({ clientKey: "bad", ...input })).toMatchObject({ action: null, code, at });
});
