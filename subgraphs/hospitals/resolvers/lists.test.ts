// Lists come in pages: walked to the end they hold everything once, in order; filters narrow them; page size and
// cursors are checked.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HospitalsUnderTest, openHospitals, type Walked, walk } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals();
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const all = async (field: string, selection = "id", args = "first: 100"): Promise<Walked["nodes"]> => {
  const connection = (after: string) => `${field}(${args}${after})`;
  return (await walk(subgraph, connection, selection, (data) => data[field])).nodes;
};

describe("pages", () => {
  it.each([
    "medicalInstitutions",
    "weakBaseInstitutions",
    "medicalSocialWorkers",
    "demonstrationBases",
    "referrals",
  ])("of %s hold every item once", async (field) => {
    const whole = (await all(field)).map(({ id }) => id);
    const walked = await walk(
      subgraph,
      (after) => `${field}(first: 7${after})`,
      "id",
      (data) => data[field],
    );
    expect(walked.nodes.map(({ id }) => id)).toEqual(whole);
    expect(walked.totalCount).toBe(whole.length);
    expect(walked.pages).toBe(Math.max(1, Math.ceil(whole.length / 7)));
    expect(new Set(whole).size).toBe(whole.length);
  });

  it.each([
    ["medicalInstitution", "mi_110114_001", "referrals"],
    ["medicalInstitution", "mi_110114_001", "medicalSocialWorkers"],
    ["medicalSocialWorker", "msw_0001", "referrals"],
  ])("of one %s's (%s) %s hold every item once", async (parent, id, field) => {
    const walked = await walk(
      subgraph,
      (after) => `parent: ${parent}(id: "${id}") { ${field}(first: 2${after})`,
      "id",
      (data) => (data.parent as Record<string, unknown>)[field],
      "}",
    );
    expect(walked.nodes).toHaveLength(walked.totalCount);
    expect(new Set(walked.nodes.map((node) => node.id)).size).toBe(walked.totalCount);
    expect(walked.totalCount).toBeGreaterThan(0);
  });

  it.each(["first: 0", "first: 101", 'after: "bad"'])("refuse %s", async (args) => {
    const { errors, data } = await subgraph.execute(`{ referrals(${args}) { totalCount } }`);
    expect(errors?.[0]?.extensions?.code).toBe("BAD_USER_INPUT");
    expect(data?.referrals).toBeNull();
  });
});

describe("medical social workers", () => {
  const selection = "id isFullTime endedOn serviceFields district { code } institution { id }";
  it("are filtered by district, institution, field, kind of post and presence", async () => {
    const workers = await all("medicalSocialWorkers", selection);
    const found = (filter: string) =>
      all("medicalSocialWorkers", selection, `first: 100, filter: {${filter}}`);
    const { institution, district, serviceFields } = workers[0];
    const [field] = serviceFields;
    const where = (test: (worker: (typeof workers)[number]) => boolean) => workers.filter(test);
    expect(await found(`districtCode: "${district.code}"`)).toEqual(
      where((worker) => worker.district.code === district.code),
    );
    expect(await found(`institutionId: "${institution.id}"`)).toEqual(
      where((worker) => worker.institution.id === institution.id),
    );
    expect(await found(`serviceField: ${field}`)).toEqual(
      where((worker) => worker.serviceFields.includes(field)),
    );
    expect(await found("isFullTime: false")).toEqual(where((worker) => !worker.isFullTime));
    expect(await found("isInPost: true")).toEqual(workers);
    expect(await found("isInPost: false")).toEqual([]);
  });
});

describe("referrals", () => {
  const selection =
    "id sentAt reason needs isUrgent hospitalStatus destination { code } institution { id district { code } } referredBy { id }";
  it("come latest first", async () => {
    const sent = (await all("referrals", "sentAt")).map(({ sentAt }) => sentAt);
    expect(sent).toEqual([...sent].sort().reverse());
  });
  it("are filtered by every condition of the filter", async () => {
    const referrals = await all("referrals", selection);
    const found = (filter: string) => all("referrals", selection, `first: 100, filter: {${filter}}`);
    const [one] = referrals;
    const where = (test: (referral: typeof one) => boolean) => referrals.filter(test);
    const chinaDay = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(await found('destinationCode: "110000"')).toEqual(
      where(({ destination }) => destination.code.startsWith("11")),
    );
    expect(await found('originCode: "110114"')).toEqual(
      where(({ institution }) => institution.district.code === "110114"),
    );
    expect(await found(`institutionId: "${one.institution.id}"`)).toEqual(
      where(({ institution }) => institution.id === one.institution.id),
    );
    expect(await found(`workerId: "${one.referredBy.id}"`)).toEqual(
      where(({ referredBy }) => referredBy.id === one.referredBy.id),
    );
    expect(await found(`reason: ${one.reason}`)).toEqual(where(({ reason }) => reason === one.reason));
    expect(await found(`need: ${one.needs[0]}`)).toEqual(where(({ needs }) => needs.includes(one.needs[0])));
    expect(await found("isUrgent: true")).toEqual(where(({ isUrgent }) => isUrgent));
    expect(await found("status: CLOSED")).toEqual(where(({ hospitalStatus }) => hospitalStatus === "CLOSED"));
    const day = chinaDay(one.sentAt);
    expect(await found(`fromDate: "${day}", toDate: "${day}"`)).toEqual(
      where(({ sentAt }) => chinaDay(sentAt) === day),
    );
    expect(await found('fromDate: "2022-03-01", toDate: "2023-06-30"')).toEqual(
      where(({ sentAt }) => chinaDay(sentAt) >= "2022-03-01" && chinaDay(sentAt) <= "2023-06-30"),
    );
  });
});

describe("a district's institutions", () => {
  it("are listed for a county and for all above it, by level", async () => {
    const institutions = await all("medicalInstitutions", "id level district { code }");
    const of = async (code: string, level = "") => {
      const [district] = await subgraph.entities(
        [{ __typename: "District", code }],
        `... on District { medical { institutionList(first: 100${level}) { totalCount nodes { id level district { code } } } } }`,
      );
      return district.medical.institutionList;
    };
    for (const code of ["110114", "110100", "110000"]) {
      const expected = institutions.filter(({ district }) =>
        district.code.startsWith(code.replace(/(00)+$/, "")),
      );
      expect(await of(code)).toEqual({ totalCount: expected.length, nodes: expected });
      const tertiary = expected.filter(({ level }) => level === "TERTIARY");
      expect(await of(code, ", level: TERTIARY")).toEqual({ totalCount: tertiary.length, nodes: tertiary });
    }
  });
});
