// An institution is registered once per credit code, joins a consortium below a larger one, and begins to do medical
// social work once. Centres with few workers for the people they serve are found, the neediest first.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sampleCreditCode } from "../../kit/sample/creditCodes.ts";
import { failure, type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: null });
});
afterAll(() => subgraph[Symbol.asyncDispose]());

let number = 0;
const newCode = () => sampleCreditCode("PUBLIC_INSTITUTION", "110105", ++number);

describe("registering a medical institution", () => {
  it("keeps what was given; it does no medical social work yet", async () => {
    const creditCode = newCode();
    const payload = await subgraph.register({ creditCode, name: " 测试医院 " });
    const { id } = payload.medicalInstitution;
    expect(id).toMatch(/^mi_110105_\d+$/);
    expect(payload).toEqual({
      medicalInstitution: {
        id,
        name: "测试医院",
        level: "TERTIARY",
        district: { code: "110105" },
        organization: { creditCode },
        parent: null,
        populationServed: 200_000,
        providesMedicalSocialWork: false,
        medicalSocialWorkerCount: 0,
        workersPer100kPopulation: 0,
      },
      userErrors: [],
    });
    const { medicalInstitution } = await subgraph.query(`{ medicalInstitution(id: "${id}") { name } }`);
    expect(medicalInstitution).toEqual({ name: "测试医院" });
  });

  it("refuses the same credit code again, in another district too, and in a race", async () => {
    const creditCode = newCode();
    const payloads = await Promise.all(
      ["110105", "110105", "110106"].map((districtCode) => subgraph.register({ creditCode, districtCode })),
    );
    expect(payloads.map(failure).sort()).toEqual([
      "",
      "CONFLICT input.creditCode",
      "CONFLICT input.creditCode",
    ]);
  });

  it.each([
    [{ name: "  " }, "INVALID_INPUT input.name"],
    [{ name: "长".repeat(101) }, "INVALID_INPUT input.name"],
    [{ districtCode: "110000" }, "INVALID_INPUT input.districtCode"],
    [{ populationServed: 0 }, "INVALID_INPUT input.populationServed"],
    [{ populationServed: 100_000_001 }, "INVALID_INPUT input.populationServed"],
    [{ parentId: "mi_110105_000" }, "NOT_FOUND input.parentId"],
  ])("refuses %j", async (changes, expected) => {
    expect(failure(await subgraph.register({ creditCode: newCode(), ...changes }))).toBe(expected);
  });

  it("takes a place only below an institution of a higher level", async () => {
    const parentId = (await subgraph.register({ creditCode: newCode(), level: "SECONDARY" }))
      .medicalInstitution.id;
    const below = { creditCode: newCode(), level: "COMMUNITY_HEALTH_CENTER", parentId };
    expect((await subgraph.register(below)).medicalInstitution.parent).toEqual({ id: parentId });
    const beside = { creditCode: newCode(), level: "SECONDARY", parentId };
    expect(failure(await subgraph.register(beside))).toBe("INVALID_INPUT input.parentId");
    const { medicalInstitution } = await subgraph.query(
      `{ medicalInstitution(id: "${parentId}") { members { totalCount nodes { level } } } }`,
    );
    expect(medicalInstitution.members).toEqual({
      totalCount: 1,
      nodes: [{ level: "COMMUNITY_HEALTH_CENTER" }],
    });
  });

  it("refuses a mistyped credit code before anything is written", async () => {
    const { errors } = await subgraph.execute(
      'mutation { registerMedicalInstitution(input: {name: "a", level: TERTIARY, districtCode: "110105", creditCode: "91350100M000100Y44", populationServed: 1}) { userErrors { code } } }',
    );
    expect(errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });
});

describe("starting medical social work", () => {
  it("happens once, in a race too", async (context) => {
    if (!(await subgraph.isFullServer())) context.skip();
    const { id } = (await subgraph.register({ creditCode: newCode() })).medicalInstitution;
    const payloads = await Promise.all([
      subgraph.startSocialWork(id, "2021-03-01"),
      subgraph.startSocialWork(id, "2022-03-01"),
    ]);
    expect(payloads.map(failure).sort()).toEqual(["", "ILLEGAL_TRANSITION input.institutionId"]);
    const started = payloads.find((payload) => payload.medicalInstitution)?.medicalInstitution;
    expect(started.providesMedicalSocialWork).toBe(true);
    const refused = payloads.find((payload) => !payload.medicalInstitution);
    expect(refused?.userErrors[0].message).toContain(started.socialWorkSince);
  });

  it("needs a known institution and a day that has come, in China", async () => {
    expect(failure(await subgraph.startSocialWork("mi_110105_000"))).toBe("NOT_FOUND input.institutionId");
    const { id } = (await subgraph.register({ creditCode: newCode() })).medicalInstitution;
    expect(failure(await subgraph.startSocialWork(id, "2024-11-02"))).toBe("INVALID_INPUT input.since");
    expect(failure(await subgraph.startSocialWork(id, "1949-12-31"))).toBe("INVALID_INPUT input.since");
    expect(failure(await subgraph.startSocialWork(id, "2024-11-01"))).toBe("");
  });
});

describe("finding institutions", () => {
  it("knows no institution by an unknown id", async () => {
    expect(await subgraph.query('{ medicalInstitution(id: "nobody") { id } }')).toEqual({
      medicalInstitution: null,
    });
  });

  it("filters by district, level, social work and consortium", async () => {
    await using sample = await openHospitals();
    const ids = async (filter: string) => {
      const selection =
        "nodes { id level providesMedicalSocialWork district { code } parent { id } } totalCount";
      return (await sample.query(`{ medicalInstitutions(first: 100, filter: {${filter}}) { ${selection} } }`))
        .medicalInstitutions;
    };
    const all = await ids("");
    const changping = await ids('districtCode: "110114"');
    expect(changping.nodes).toEqual(
      all.nodes.filter((node: { district: { code: string } }) => node.district.code === "110114"),
    );
    expect((await ids('districtCode: "110000"')).totalCount).toBe(all.totalCount);
    expect((await ids('districtCode: "430000"')).totalCount).toBe(0);
    const centres = await ids("level: COMMUNITY_HEALTH_CENTER, providesMedicalSocialWork: false");
    expect(centres.totalCount).toBeGreaterThan(0);
    expect(centres.nodes).toEqual(
      all.nodes.filter(
        (node: { level: string; providesMedicalSocialWork: boolean }) => !node.providesMedicalSocialWork,
      ),
    );
    const parentId = all.nodes.find((node: { parent: { id: string } | null }) => node.parent)?.parent.id;
    expect((await ids(`parentId: "${parentId}"`)).totalCount).toBeGreaterThan(0);
  });

  it("finds the centres with a weak base, the neediest first", async () => {
    await using sample = await openHospitals({ sample: { seed: 1, scale: 0.5 } });
    const selection = "nodes { id level workersPer100kPopulation populationServed } totalCount";
    const { few, fewer } = await sample.query(
      `{ few: weakBaseInstitutions(first: 100) { ${selection} } fewer: weakBaseInstitutions(maxWorkersPer100k: 0, districtCode: "110114", first: 100) { ${selection} } }`,
    );
    const need = few.nodes.map(
      (node: { workersPer100kPopulation: number; populationServed: number }) =>
        node.workersPer100kPopulation * 1e9 - node.populationServed,
    );
    expect(need).toEqual([...need].sort((a, b) => a - b));
    expect(few.totalCount).toBe(few.nodes.length);
    for (const node of few.nodes) {
      expect(node).toMatchObject({ level: "COMMUNITY_HEALTH_CENTER" });
      expect(node.workersPer100kPopulation).toBeLessThanOrEqual(2);
    }
    expect(fewer.nodes.length).toBeGreaterThan(0);
    for (const node of fewer.nodes) {
      expect(node.id).toContain("mi_110114_");
      expect(node.workersPer100kPopulation).toBe(0);
    }
    const { errors } = await sample.execute("{ weakBaseInstitutions(maxWorkersPer100k: -1) { totalCount } }");
    expect(errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
  });
});
