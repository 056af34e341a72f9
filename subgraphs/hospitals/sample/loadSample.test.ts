// The shipped sample (scale 1) says what the source articles say of Beijing's medical social work, and every figure
// follows from the records themselves.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HospitalsUnderTest, openHospitals, walk } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: { seed: 20241001, scale: 1 } });
}, 60_000);
afterAll(() => subgraph[Symbol.asyncDispose]());

const grows = (trend: { count: number }[]) =>
  trend.every(({ count }, index) => index === 0 || count > (trend[index - 1]?.count ?? 0));

describe("the sample at scale 1", () => {
  it("has 130 institutions doing medical social work and 337 workers, more every year", async () => {
    const { medicalWorkforce } = await subgraph.query(
      "{ medicalWorkforce { institutions medicalSocialWorkers institutionsByLevel { level count } yearlyTrend { year count } newByYear { year count } } }",
    );
    expect(medicalWorkforce.institutions).toBe(130);
    expect(medicalWorkforce.medicalSocialWorkers).toBe(337);
    expect(medicalWorkforce.institutionsByLevel).toEqual([
      { level: "COMMUNITY_HEALTH_CENTER", count: 50 },
      { level: "SECONDARY", count: 40 },
      { level: "TERTIARY", count: 40 },
    ]);
    expect(grows(medicalWorkforce.yearlyTrend)).toBe(true);
    expect(medicalWorkforce.yearlyTrend.at(-1)).toEqual({ year: 2024, count: 337 });
    const appointed = medicalWorkforce.newByYear.map(({ count }: { count: number }) => count);
    expect(appointed.reduce((a: number, b: number) => a + b)).toBe(337);
  });

  it("gives Beijing's figures as the sum of its 16 districts', one demonstration base in each", async () => {
    const figures =
      "institutions institutionsWithSocialWork medicalSocialWorkers demonstrationBases weakBaseInstitutions";
    const codes = ["01", "02", "05", "06", "07", "08", "09", 11, 12, 13, 14, 15, 16, 17, 18, 19];
    const representations = ["110000", ...codes.map((code) => `1101${code}`)].map((code) => ({
      __typename: "District",
      code,
    }));
    const [city, ...districts] = await subgraph.entities(
      representations,
      `... on District { medical { ${figures} referralsSent { value } } }`,
    );
    for (const figure of figures.split(" ")) {
      const sum = districts.reduce((total, { medical }) => total + medical[figure], 0);
      expect(city.medical[figure], figure).toBe(sum);
      expect(sum, figure).toBeGreaterThan(0);
    }
    expect(city.medical).toMatchObject({
      institutions: 176,
      institutionsWithSocialWork: 130,
      medicalSocialWorkers: 337,
      demonstrationBases: 16,
      referralsSent: { value: 2400 },
    });
    expect(districts.every(({ medical }) => medical.demonstrationBases === 1)).toBe(true);
  });

  it("knows Changgung as a tertiary hospital of Changping since August 2014", async () => {
    const { medicalInstitution } = await subgraph.query(
      '{ medicalInstitution(id: "mi_110114_001") { name level district { code } socialWorkSince medicalSocialWorkerCount medicalSocialWorkers { totalCount } } }',
    );
    expect(medicalInstitution).toEqual({
      name: "清华大学附属北京清华长庚医院",
      level: "TERTIARY",
      district: { code: "110114" },
      socialWorkSince: "2014-08-01",
      medicalSocialWorkerCount: 9,
      medicalSocialWorkers: { totalCount: 9 },
    });
  });

  it("puts every centre under a hospital of its district, and counts its staff from the records", async () => {
    const { nodes } = await walk(
      subgraph,
      (after) => `medicalInstitutions(first: 100${after})`,
      "id level district { code } parent { level district { code } } medicalSocialWorkerCount medicalSocialWorkers { totalCount }",
      (data) => data.medicalInstitutions,
    );
    expect(nodes).toHaveLength(176);
    for (const { id, level, district, parent, ...staff } of nodes) {
      if (level === "TERTIARY") expect(parent, id).toBeNull();
      if (level === "SECONDARY" && parent) expect(parent.level, id).toBe("TERTIARY");
      if (level === "COMMUNITY_HEALTH_CENTER") expect(["SECONDARY", "TERTIARY"], id).toContain(parent.level);
      if (parent) expect(parent.district.code, id).toBe(district.code);
      expect(staff.medicalSocialWorkers.totalCount, id).toBe(staff.medicalSocialWorkerCount);
    }
  });

  it("sends referrals only by workers in post at the time, none after the sample's last day", async () => {
    const { referrals } = await subgraph.query(
      "{ referrals(first: 100) { nodes { sentAt withdrawnAt closedAt hospitalStatus followUpResult withdrawalReason clientCode referredBy { appointedOn institution { id } } institution { id } needs } } }",
    );
    for (const referral of referrals.nodes) {
      const { sentAt, withdrawnAt, closedAt, hospitalStatus } = referral;
      expect(referral.referredBy.appointedOn <= sentAt.slice(0, 10)).toBe(true);
      expect(referral.referredBy.institution.id).toBe(referral.institution.id);
      expect(sentAt < "2024-10-31T16:00").toBe(true);
      expect(referral.clientCode).toMatch(/^P-[A-Z0-9]{8}$/);
      expect(withdrawnAt !== null).toBe(hospitalStatus === "WITHDRAWN");
      expect(closedAt !== null).toBe(hospitalStatus === "CLOSED");
      expect(referral.followUpResult !== null).toBe(hospitalStatus === "CLOSED");
      expect(referral.withdrawalReason !== null).toBe(hospitalStatus === "WITHDRAWN");
    }
  });
});
