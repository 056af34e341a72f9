// A worker is appointed to an institution that does medical social work, leaves it, and may be appointed again.
// However many come and go at once, the institution's count is that of its workers in post.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleCreditCode } from "../../kit/sample/creditCodes.ts";
import { failure, type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: null });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

let number = 0;
const newId = () => `msw_${String(++number).padStart(4, "0")}`;
const newCode = () => sampleCreditCode("PUBLIC_INSTITUTION", "110105", ++number);
const hospital = async (districtCode = "110105"): Promise<string> => {
  const { id } = (await subgraph.register({ creditCode: newCode(), districtCode })).medicalInstitution;
  await subgraph.startSocialWork(id, "2019-06-01");
  return id;
};
const staffOf = async (id: string) =>
  (
    await subgraph.query(
      `{ medicalInstitution(id: "${id}") { medicalSocialWorkerCount workersPer100kPopulation medicalSocialWorkers { totalCount nodes { id } } } }`,
    )
  ).medicalInstitution;

describe("appointing a medical social worker", () => {
  it("puts the worker in post and counts them at once", async () => {
    const [institutionId, workerId] = [await hospital(), newId()];
    const payload = await subgraph.appoint({ workerId, institutionId, department: " 儿科 " });
    expect(payload.userErrors).toEqual([]);
    expect(payload.medicalSocialWorker).toEqual({
      id: workerId,
      department: "儿科",
      isFullTime: true,
      serviceFields: ["ELDERLY_CARE", "FAMILY_SUPPORT"],
      appointedOn: "2024-01-08",
      endedOn: null,
      district: { code: "110105" },
      institution: { id: institutionId, medicalSocialWorkerCount: 1, workersPer100kPopulation: 0.5 },
    });
    const { medicalSocialWorker } = await subgraph.query(
      `{ medicalSocialWorker(id: "${workerId}") { institution { id } } }`,
    );
    expect(medicalSocialWorker.institution.id).toBe(institutionId);
  });

  it("refuses a worker who is in post, in a race too", async () => {
    const [here, there, workerId] = [await hospital(), await hospital(), newId()];
    const payloads = await Promise.all(
      [here, there, here, there].map((institutionId) => subgraph.appoint({ workerId, institutionId })),
    );
    expect(payloads.map(failure).sort()).toEqual(["", ...Array(3).fill("CONFLICT input.workerId")]);
    const counts = [await staffOf(here), await staffOf(there)].map((staff) => staff.medicalSocialWorkerCount);
    expect(counts.sort()).toEqual([0, 1]);
  });

  it("refuses an institution that does no medical social work, or did none yet on that day", async () => {
    const idle = (await subgraph.register({ creditCode: newCode() })).medicalInstitution.id;
    const refused = await subgraph.appoint({ workerId: newId(), institutionId: idle });
    expect(failure(refused)).toBe("NOT_ELIGIBLE input.institutionId");
    expect(refused.medicalSocialWorker).toBeNull();
    const early = { workerId: newId(), institutionId: await hospital(), appointedOn: "2019-05-31" };
    expect(failure(await subgraph.appoint(early))).toBe("INVALID_INPUT input.appointedOn");
  });

  it.each([
    [{ workerId: "csw_0001" }, "INVALID_INPUT input.workerId"],
    [{ institutionId: "mi_110105_000" }, "NOT_FOUND input.institutionId"],
    [{ department: "" }, "INVALID_INPUT input.department"],
    [{ serviceFields: [] }, "INVALID_INPUT input.serviceFields"],
    [{ serviceFields: ["DISABILITY", "DISABILITY"] }, "INVALID_INPUT input.serviceFields"],
    [{ appointedOn: "2024-11-02" }, "INVALID_INPUT input.appointedOn"],
  ])("refuses %j", async (changes, expected) => {
    const input = { workerId: newId(), institutionId: await hospital(), ...changes };
    expect(failure(await subgraph.appoint(input))).toBe(expected);
  });
});

describe("ending an appointment", () => {
  it("happens once, in a race too, and is counted at once", async (context) => {
    if (!(await subgraph.isFullServer())) context.skip();
    const [institutionId, workerId] = [await hospital(), newId()];
    await subgraph.appoint({ workerId, institutionId });
    const payloads = await Promise.all([1, 2, 3].map(() => subgraph.endAppointment(workerId)));
    expect(payloads.map(failure).sort()).toEqual(["", ...Array(2).fill("ILLEGAL_TRANSITION input.workerId")]);
    const ended = payloads.find((payload) => payload.medicalSocialWorker)?.medicalSocialWorker;
    expect(ended).toMatchObject({ endedOn: "2024-10-20", institution: { medicalSocialWorkerCount: 0 } });
    expect(await staffOf(institutionId)).toMatchObject({
      medicalSocialWorkerCount: 0,
      medicalSocialWorkers: { totalCount: 0, nodes: [] },
    });
  });

  it("refuses an unknown worker, a day before the first and a day to come", async () => {
    expect(failure(await subgraph.endAppointment("msw_0000"))).toBe("NOT_FOUND input.workerId");
    const workerId = newId();
    await subgraph.appoint({ workerId, institutionId: await hospital() });
    expect(failure(await subgraph.endAppointment(workerId, "2024-01-07"))).toBe(
      "INVALID_INPUT input.endedOn",
    );
    expect(failure(await subgraph.endAppointment(workerId, "2024-11-02"))).toBe(
      "INVALID_INPUT input.endedOn",
    );
  });

  it("lets the worker be appointed elsewhere afterwards; the trend counts one person, each year at one place", async () => {
    const [here, there, workerId] = [await hospital("110116"), await hospital("110117"), newId()];
    await subgraph.appoint({ workerId, institutionId: here, appointedOn: "2020-02-03" });
    await subgraph.endAppointment(workerId, "2022-05-31");
    const again = { workerId, institutionId: there, department: "康复医学科" };
    expect(failure(await subgraph.appoint({ ...again, appointedOn: "2022-05-31" }))).toBe(
      "INVALID_INPUT input.appointedOn",
    );
    const { medicalSocialWorker } = await subgraph.appoint({ ...again, appointedOn: "2022-06-01" });
    expect(medicalSocialWorker).toMatchObject({ institution: { id: there }, endedOn: null });
    expect((await staffOf(here)).medicalSocialWorkerCount).toBe(0);

    const [first, second] = await subgraph.entities(
      ["110116", "110117"].map((code) => ({ __typename: "District", code })),
      "... on District { medical { medicalSocialWorkers yearlyTrend { year count } } }",
    );
    const counts = ({ medical }: { medical: { yearlyTrend: { count: number }[] } }) =>
      medical.yearlyTrend.map(({ count }) => count);
    expect(counts(first)).toEqual([1, 1, 0, 0, 0]);
    expect(counts(second)).toEqual([1, 1, 1]);
    expect([first, second].map(({ medical }) => medical.medicalSocialWorkers)).toEqual([0, 1]);
  });
});

describe("an institution's count of workers", () => {
  it("is right after many came and went at the same time", async (context) => {
    if (!(await subgraph.isFullServer())) context.skip();
    const institutionId = await hospital();
    const leaving = Array.from({ length: 6 }, newId);
    for (const workerId of leaving) await subgraph.appoint({ workerId, institutionId });
    const coming = Array.from({ length: 8 }, newId);
    await Promise.all([
      ...leaving.map((workerId) => subgraph.endAppointment(workerId)),
      ...coming.map((workerId) => subgraph.appoint({ workerId, institutionId })),
    ]);
    const staff = await staffOf(institutionId);
    expect(staff).toMatchObject({ medicalSocialWorkerCount: 8, workersPer100kPopulation: 4 });
    expect(staff.medicalSocialWorkers.nodes.map(({ id }: { id: string }) => id)).toEqual(coming);
  });

  it("is fresh for every act of one mutation", async () => {
    const institutionId = await hospital();
    const appoint = (workerId: string) =>
      `appointMedicalSocialWorker(input: {workerId: "${workerId}", institutionId: "${institutionId}", department: "a", serviceFields: [DISABILITY], appointedOn: "2024-01-01"}) { medicalSocialWorker { institution { medicalSocialWorkerCount medicalSocialWorkers { totalCount } } } }`;
    const { first, second } = await subgraph.query(
      `mutation { first: ${appoint(newId())} second: ${appoint(newId())} }`,
    );
    const seen = [first, second].map((payload) => payload.medicalSocialWorker.institution);
    expect(seen).toEqual(
      [1, 2].map((n) => ({ medicalSocialWorkerCount: n, medicalSocialWorkers: { totalCount: n } })),
    );
  });
});
