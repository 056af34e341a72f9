// A linkage pilot starts, gathers volunteer teams, partners, brands and certified workers, and is concluded.
import { describe, expect, it } from "vitest";
import { AGENCY, BUREAU, openTalent } from "../testing/openTalent.ts";

describe("a linkage pilot", () => {
  const PILOT = {
    clientKey: "l",
    name: "联动试点",
    districtCode: "620422",
    leadOrganizationCreditCode: BUREAU,
  };
  const SHOWN = `linkagePilot { id status volunteerTeamCount volunteerTeams { id } partnerOrganizations { creditCode }
    certifiedWorkersDeveloped brands startedOn concludedOn leadOrganization { creditCode } }`;
  const open = async () => {
    const talent = await openTalent();
    const { linkagePilot } = await talent.act("startLinkagePilot", PILOT, SHOWN);
    const pilotId = linkagePilot.id;
    return {
      ...talent,
      pilotId,
      progress: (more: object) => talent.act("recordPilotProgress", { pilotId, ...more }, SHOWN),
    };
  };

  it("gathers teams, partners, brands and certified workers, each once", async ({ skip }) => {
    await using talent = await open();
    if (!(await talent.isFullServer())) skip("updates are not atomic on this server");
    const report = {
      volunteerOrganizationIds: ["vo_0001", "vo_0002"],
      partnerOrganizationCreditCodes: [AGENCY],
      brands: ["暖心驿站"],
      certifiedWorkersDeveloped: 5,
    };
    await Promise.all([talent.progress(report), talent.progress(report), talent.progress(report)]);
    const { linkagePilot } = await talent.progress({
      volunteerOrganizationIds: ["vo_0003"],
      certifiedWorkersDeveloped: 4,
    });
    expect(linkagePilot).toMatchObject({
      volunteerTeamCount: 3,
      volunteerTeams: [{ id: "vo_0001" }, { id: "vo_0002" }, { id: "vo_0003" }],
      partnerOrganizations: [{ creditCode: AGENCY }],
      brands: ["暖心驿站"],
      certifiedWorkersDeveloped: 5,
      status: "RUNNING",
    });
  });

  it("ends, after which nothing is recorded", async () => {
    await using talent = await open();
    const { pilotId } = talent;
    const { linkagePilot } = await talent.act("concludeLinkagePilot", { pilotId }, SHOWN);
    expect(linkagePilot).toMatchObject({ status: "CONCLUDED", concludedOn: "2024-11-01" });
    expect((await talent.progress({ brands: ["晚了"] })).userErrors[0].code).toBe("ILLEGAL_TRANSITION");
    expect(await talent.refusal("concludeLinkagePilot", { pilotId })).toMatch(
      /^ILLEGAL_TRANSITION pilotId: .*CONCLUDED/,
    );
    const read = await talent.query(
      `query ($id: ID!) { linkagePilot(id: $id) { name }
      concluded: linkagePilots(filter: {status: CONCLUDED, districtCode: "620000"}) { totalCount }
      running: linkagePilots(filter: {status: RUNNING}) { totalCount } }`,
      { id: pilotId },
    );
    expect(read).toEqual({
      linkagePilot: { name: "联动试点" },
      concluded: { totalCount: 1 },
      running: { totalCount: 0 },
    });
  });

  it("is started once for a key", async () => {
    await using talent = await open();
    const again = await talent.act("startLinkagePilot", PILOT, SHOWN);
    expect(again.linkagePilot.id).toBe(talent.pilotId);
    expect(await talent.refusal("startLinkagePilot", { ...PILOT, name: "另一个" })).toMatch(
      /^CONFLICT clientKey/,
    );
  });

  it("holds a bounded number of each kind", async () => {
    await using talent = await open();
    for (let part = 0; part < 4; part++) {
      const brands = Array.from({ length: 50 }, (_, index) => `品牌${part * 50 + index}`);
      expect((await talent.progress({ brands })).userErrors).toEqual([]);
    }
    expect((await talent.progress({ brands: ["满了"] })).userErrors[0].code).toBe("CAPACITY_FULL");
  });

  it("refuses what cannot be", async () => {
    await using talent = await open();
    const refused = async (more: object) => (await talent.progress(more)).userErrors[0];
    expect(await refused({ volunteerOrganizationIds: ["team 1"] })).toMatchObject({
      code: "INVALID_INPUT",
      field: ["input", "volunteerOrganizationIds"],
    });
    expect(await refused({ brands: ["一", "一"] })).toMatchObject({
      code: "INVALID_INPUT",
      field: ["input", "brands"],
    });
    expect(await refused({ brands: ["长".repeat(61)] })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await refused({ certifiedWorkersDeveloped: -1 })).toMatchObject({ code: "INVALID_INPUT" });
    expect(await refused({ pilotId: "lp_x" })).toMatchObject({
      code: "NOT_FOUND",
      field: ["input", "pilotId"],
    });
    expect(
      await talent.refusal("startLinkagePilot", { ...PILOT, clientKey: "n", startedOn: "2024-11-02" }),
    ).toMatch(/^INVALID_INPUT startedOn/);
    expect(
      await talent.refusal("concludeLinkagePilot", { pilotId: talent.pilotId, concludedOn: "2024-10-31" }),
    ).toMatch(/^INVALID_INPUT concludedOn/);
  });
});
