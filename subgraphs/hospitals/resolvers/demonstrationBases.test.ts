// Each district has at most one demonstration base, at an institution of its own that does medical social work.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleCreditCode } from "../../kit/sample/creditCodes.ts";
import { failure, type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: null });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const establish = (institutionId: string, changes: object = {}) =>
  subgraph.act(
    "establishDemonstrationBase",
    {
      institutionId,
      name: "朝阳区基层医务社工示范基地",
      establishedOn: "2023-05-04",
      focusFields: ["ELDERLY_CARE", "CHRONIC_ILLNESS"],
      ...changes,
    },
    "demonstrationBase { id name district { code } institution { id demonstrationBase { id } } establishedOn focusFields }",
  );

describe("a demonstration base", () => {
  it("is the one of its district, in a race too", async () => {
    const here = await subgraph.staffedHospital("msw_0001");
    const beside = await subgraph.staffedHospital("msw_0002", {
      creditCode: sampleCreditCode("PUBLIC_INSTITUTION", "110105", 2),
    });
    expect(failure(await establish(here, { name: "" }))).toBe("INVALID_INPUT input.name");
    expect(failure(await establish(here, { focusFields: [] }))).toBe("INVALID_INPUT input.focusFields");
    expect(failure(await establish(here, { establishedOn: "2020-05-31" }))).toBe(
      "INVALID_INPUT input.establishedOn",
    );
    expect(failure(await establish("mi_110105_000"))).toBe("NOT_FOUND input.institutionId");

    const payloads = await Promise.all([here, beside, here].map((id) => establish(id)));
    expect(payloads.map(failure).sort()).toEqual(["", ...Array(2).fill("CONFLICT input.institutionId")]);
    const base = payloads.find((payload) => payload.demonstrationBase)?.demonstrationBase;
    expect(base).toEqual({
      id: "base_110105",
      name: "朝阳区基层医务社工示范基地",
      district: { code: "110105" },
      institution: { id: base.institution.id, demonstrationBase: { id: "base_110105" } },
      establishedOn: "2023-05-04",
      focusFields: ["ELDERLY_CARE", "CHRONIC_ILLNESS"],
    });
    const other = base.institution.id === here ? beside : here;
    const { medicalInstitution, demonstrationBases } = await subgraph.query(
      `{ medicalInstitution(id: "${other}") { demonstrationBase { id } } demonstrationBases(districtCode: "110000") { totalCount nodes { id } } }`,
    );
    expect(medicalInstitution.demonstrationBase).toBeNull();
    expect(demonstrationBases).toEqual({ totalCount: 1, nodes: [{ id: "base_110105" }] });
  });

  it("needs medical social work at its institution", async () => {
    const idle = await subgraph.register({
      districtCode: "110106",
      creditCode: sampleCreditCode("PUBLIC_INSTITUTION", "110106", 1),
    });
    const id = idle.medicalInstitution?.id;
    expect(failure(await establish(id))).toBe("NOT_ELIGIBLE input.institutionId");
  });
});
