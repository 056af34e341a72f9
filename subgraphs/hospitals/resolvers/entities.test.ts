// Other agencies refer to this one's entities by key, any number, in any order and mixture: each gets its answer in
// its place. For districts and organisations, which are not this agency's, an unknown key is answered with nothing found.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const institution = { __typename: "MedicalInstitution", id: "mi_110114_001" };
const worker = { __typename: "MedicalSocialWorker", id: "msw_0001" };
const base = { __typename: "DemonstrationBase", id: "base_110114" };
const referral = { __typename: "Referral", id: "ref_000001" };

describe("entities", () => {
  it("are answered in their places: mixed, repeated, unknown", async () => {
    const unknown = [institution, worker, base, referral].map((known) => ({ ...known, id: "unknown" }));
    const asked = [referral, institution, ...unknown, worker, base, institution, referral];
    const answers = await subgraph.entities(
      asked,
      "... on MedicalInstitution { id } ... on MedicalSocialWorker { id } ... on DemonstrationBase { id } ... on Referral { id }",
    );
    expect(answers).toEqual(asked.map((one) => (one.id === "unknown" ? null : one)));
  });

  it("answer a worker's fields and district, which stations match counterparts by", async () => {
    const [answer] = await subgraph.entities(
      [worker],
      "... on MedicalSocialWorker { serviceFields district { code } institution { id district { code } } }",
    );
    expect(answer.serviceFields.length).toBeGreaterThan(1);
    expect(answer.district).toEqual(answer.institution.district);
  });

  it("answer the hospital's half of a referral's status", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `ref_${String(index + 1).padStart(6, "0")}`);
    const answers = await subgraph.entities(
      ids.map((id) => ({ __typename: "Referral", id })),
      "... on Referral { id hospitalStatus }",
    );
    expect(answers.map(({ id }) => id)).toEqual(ids);
    expect(new Set(answers.map(({ hospitalStatus }) => hospitalStatus))).toEqual(
      new Set(["SENT", "WITHDRAWN", "CLOSED"]),
    );
  });

  it("answer any district, with zeros where nothing is known", async () => {
    const figures =
      "institutions institutionsWithSocialWork medicalSocialWorkers demonstrationBases referralsSent { value suppressed } weakBaseInstitutions yearlyTrend { year } institutionList { totalCount nodes { id } }";
    const codes = ["110114", "430102", "110114", "999999"];
    const [known, empty, again, impossible] = await subgraph.entities(
      codes.map((code) => ({ __typename: "District", code })),
      `... on District { code medical { ${figures} } }`,
    );
    expect(known.code).toBe("110114");
    expect(again).toEqual(known);
    expect(empty.medical).toEqual({
      institutions: 0,
      institutionsWithSocialWork: 0,
      medicalSocialWorkers: 0,
      demonstrationBases: 0,
      referralsSent: { value: 0, suppressed: false },
      weakBaseInstitutions: 0,
      yearlyTrend: [],
      institutionList: { totalCount: 0, nodes: [] },
    });
    expect(impossible).toBeNull();
  });

  it("answer an organisation by its credit code: an institution, or none", async () => {
    const { medicalInstitution } = await subgraph.query(
      `{ medicalInstitution(id: "${institution.id}") { organization { creditCode medicalInstitution { id } } } }`,
    );
    const { creditCode } = medicalInstitution.organization;
    expect(medicalInstitution.organization.medicalInstitution.id).toBe(institution.id);
    const answers = await subgraph.entities(
      [creditCode, "91350100M000100Y43"].map((code) => ({ __typename: "Organization", creditCode: code })),
      "... on Organization { creditCode medicalInstitution { id } }",
    );
    expect(answers.map(({ medicalInstitution }) => medicalInstitution)).toEqual([
      { id: institution.id },
      null,
    ]);
  });
});
