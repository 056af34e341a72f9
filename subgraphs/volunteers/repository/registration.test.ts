// Registering: organisations and their Party organisations, then volunteers. What goes in about a person never
// comes out, doing it twice counts once, and the district's dashboard counts along.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { EVERY_SCOPE } from "../../kit/testing/callers.ts";
import { type Agency, failure, HOSPITAL, openAgency } from "../testing/openAgency.ts";

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency();
});
afterAll(() => agency[Symbol.asyncDispose]());

const CODE = "91350100M000100Y43";
const dashboard = async (code: string) =>
  (
    await agency.entities(
      [{ __typename: "District", code }],
      "... on District { volunteering { volunteers organizations organizationsWithPartyOrganization registeredByYear { year count } } }",
    )
  )[0].volunteering;

describe("an organisation", () => {
  const register = (input: object) =>
    agency.act(
      "registerVolunteerOrganization",
      { ...agency.defaults.organization(), ...input },
      "organization { id name kind organization { creditCode } host { __typename ... on MedicalInstitution { id } } }",
    );

  it("is registered with its host and legal organisation", async () => {
    const { organization } = await register({
      name: " 长庚医院志愿服务队 ",
      kind: "HOSPITAL_TEAM",
      hostId: HOSPITAL,
      creditCode: CODE,
    });
    expect(organization).toMatchObject({
      name: "长庚医院志愿服务队",
      organization: { creditCode: CODE },
      host: { __typename: "MedicalInstitution", id: HOSPITAL },
    });
    const again = await register({ name: "另一支", creditCode: CODE });
    expect(failure(again)).toBe("CONFLICT creditCode");
  });

  it.each([
    [{ name: "  " }, "INVALID_INPUT name"],
    [{ name: "长".repeat(101) }, "INVALID_INPUT name"],
    [{ kind: "SOCIAL_ORGANIZATION" }, "INVALID_INPUT creditCode"],
    [{ kind: "HOSPITAL_TEAM" }, "INVALID_INPUT hostId"],
    [{ kind: "HOSPITAL_TEAM", hostId: "st_110114_01" }, "INVALID_INPUT hostId"],
    [{ hostId: "somewhere" }, "INVALID_INPUT hostId"],
    [{ foundedOn: "2024-11-02" }, "INVALID_INPUT foundedOn"],
  ])("is refused with %j", async (input, expected) => {
    expect(failure(await register(input))).toBe(expected);
  });

  it("has one name in its district, whoever is first", async () => {
    const name = "幸福社区志愿服务队";
    const tries = await agency.atOnce(
      Array.from({ length: 3 }, () => () => register({ name, districtCode: "110101" })),
    );
    expect(tries.map(failure).sort()).toEqual(["", "CONFLICT name", "CONFLICT name"]);
    expect(failure(await register({ name, districtCode: "110102" }))).toBe("");
    expect((await dashboard("110101")).organizations).toBe(1);
  });

  it("establishes at most one Party organisation", async () => {
    const organizationId = await agency.organization({ districtCode: "110105" });
    const establish = (input: object = {}) =>
      agency.act(
        "establishPartyOrganization",
        { organizationId, establishedOn: "2021-07-01", members: 5, ...input },
        "organization { partyOrganization { establishedOn members } }",
      );
    expect(failure(await establish({ organizationId: "vo_unknown" }))).toBe("NOT_FOUND organizationId");
    expect(failure(await establish({ members: 2 }))).toBe("INVALID_INPUT members");
    expect(failure(await establish({ establishedOn: "2020-03-04" }))).toBe("INVALID_INPUT establishedOn");
    const tries = await agency.atOnce([establish, establish, establish]);
    expect(tries.map(failure).sort()).toEqual(["", "CONFLICT organizationId", "CONFLICT organizationId"]);
    const made = tries.find(({ userErrors }) => userErrors.length === 0);
    expect(made.organization.partyOrganization).toEqual({ establishedOn: "2021-07-01", members: 5 });
    expect(await dashboard("110105")).toMatchObject({
      organizations: 1,
      organizationsWithPartyOrganization: 1,
    });
  });
});

describe("a volunteer", () => {
  const register = async (input: object) =>
    agency.act(
      "registerVolunteer",
      { ...agency.defaults.person(), organizationId: await agency.organization(), ...input },
      "created volunteer { id displayName ageBand registeredOn hours starRating pointsBalance }",
      EVERY_SCOPE,
    );

  it("is shown masked, without an age band", async () => {
    const { volunteer, created } = await register({ name: "欧阳小明", birthDate: "2006-11-02" });
    expect(created).toBe(true);
    expect(volunteer).toMatchObject({
      displayName: "欧*",
      ageBand: null,
      registeredOn: "2024-11-01",
      hours: 0,
      starRating: 0,
      pointsBalance: 0,
    });
  });

  it.each([
    [{ clientKey: "" }, "INVALID_INPUT clientKey"],
    [{ clientKey: "k".repeat(65) }, "INVALID_INPUT clientKey"],
    [{ organizationId: "vo_unknown" }, "NOT_FOUND organizationId"],
    [{ name: "" }, "INVALID_INPUT name"],
    [{ phone: "12345" }, "INVALID_INPUT phone"],
    [{ birthDate: "2016-11-02" }, "NOT_ELIGIBLE birthDate"],
    [{ birthDate: "2030-01-01" }, "INVALID_INPUT birthDate"],
    [{ districtCode: "110000" }, "INVALID_INPUT districtCode"],
  ])("is refused with %j, without a word of who they are", async (input, expected) => {
    const payload = await register({ name: "司马相如", phone: "13912345678", ...input });
    expect(failure(payload)).toBe(expected);
    expect(JSON.stringify(payload)).not.toMatch(/司马|1391234|12345/);
  });

  it("is registered once under one key, however often it is sent", async () => {
    const organizationId = await agency.organization({ kind: "HOSPITAL_TEAM", hostId: HOSPITAL });
    const input = { clientKey: "same", organizationId, districtCode: "110108", isPartyMember: true };
    const tries = await agency.atOnce(Array.from({ length: 4 }, () => () => register(input)));
    expect(new Set(tries.map(({ volunteer }) => volunteer.id)).size).toBe(1);
    expect(tries.filter(({ created }) => created)).toHaveLength(1);
    expect(failure(await register({ ...input, name: "李四" }))).toBe("CONFLICT clientKey");
    expect(await dashboard("110108")).toEqual({
      volunteers: 1,
      organizations: 0,
      organizationsWithPartyOrganization: 0,
      registeredByYear: [{ year: 2024, count: 1 }],
    });
    const [hospital] = await agency.entities(
      [{ __typename: "MedicalInstitution", id: HOSPITAL }],
      "... on MedicalInstitution { volunteering { registeredVolunteers registeredByDistrict { district { code } count } } }",
    );
    expect(hospital.volunteering).toEqual({
      registeredVolunteers: 1,
      registeredByDistrict: [{ district: { code: "110108" }, count: 1 }],
    });
  });
});

it("leaves every counter as the records have it", async () => {
  expect(await agency.differences()).toEqual([]);
});
