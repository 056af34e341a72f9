// A brand project is proposed, selected and publicized.
import { describe, expect, it } from "vitest";
import { BUREAU, openTalent } from "../testing/openTalent.ts";

describe("a brand project", () => {
  const PROJECT = {
    clientKey: "b",
    name: "禾计划",
    field: "RURAL_REVITALIZATION",
    districtCode: "430000",
    organizerCreditCode: BUREAU,
    year: 2024,
    fundingYuan: 123456.78,
  };
  const SHOWN =
    "brandProject { id status selectedOn fundingYuan publicity { at channel title } organizer { creditCode } }";
  const open = async () => {
    const talent = await openTalent();
    const { brandProject } = await talent.act("proposeBrandProject", PROJECT, SHOWN);
    const entry = {
      projectId: brandProject.id,
      at: "2024-10-01T08:00:00+08:00",
      channel: "ONLINE",
      title: "网络专题",
    };
    return {
      ...talent,
      brandProject,
      entry,
      publicize: (more: object = {}) => talent.act("publicizeBrandProject", { ...entry, ...more }, SHOWN),
    };
  };

  it("is proposed, selected, then publicized, each piece once", async ({ skip }) => {
    await using talent = await open();
    if (!(await talent.isFullServer())) skip("updates are not atomic on this server");
    const projectId = talent.brandProject.id;
    expect(talent.brandProject).toMatchObject({ status: "PROPOSED", fundingYuan: 123456.78, publicity: [] });
    expect(await talent.refusal("publicizeBrandProject", talent.entry)).toMatch(
      /^ILLEGAL_TRANSITION projectId: .*PROPOSED.*SELECTED/,
    );
    const selected = await talent.act("selectBrandProject", { projectId }, SHOWN);
    expect(selected.brandProject).toMatchObject({ status: "SELECTED", selectedOn: "2024-11-01" });
    expect(await talent.refusal("selectBrandProject", { projectId })).toMatch(/^ILLEGAL_TRANSITION/);
    await Promise.all([talent.publicize(), talent.publicize(), talent.publicize()]);
    const { brandProject } = await talent.publicize({ at: "2024-09-01T00:00:00Z", channel: "NEWSPAPER" });
    expect(brandProject.publicity).toEqual([
      { at: "2024-09-01T00:00:00.000Z", channel: "NEWSPAPER", title: "网络专题" },
      { at: "2024-10-01T00:00:00.000Z", channel: "ONLINE", title: "网络专题" },
    ]);
    const read = await talent.query(
      `query ($id: ID!) { brandProject(id: $id) { name }
      found: brandProjects(filter: {field: RURAL_REVITALIZATION, districtCode: "430000", year: 2024, status: SELECTED}) { totalCount }
      other: brandProjects(filter: {status: PROPOSED}) { totalCount } }`,
      { id: projectId },
    );
    expect(read).toEqual({
      brandProject: { name: "禾计划" },
      found: { totalCount: 1 },
      other: { totalCount: 0 },
    });
  });

  it("is proposed once for a key", async () => {
    await using talent = await open();
    expect((await talent.act("proposeBrandProject", PROJECT, SHOWN)).brandProject.id).toBe(
      talent.brandProject.id,
    );
    expect(await talent.refusal("proposeBrandProject", { ...PROJECT, year: 2023 })).toMatch(
      /^CONFLICT clientKey/,
    );
  });

  it("refuses what cannot be", async () => {
    await using talent = await open();
    const refused = (wrong: object) =>
      talent.refusal("proposeBrandProject", { ...PROJECT, clientKey: "n", ...wrong });
    expect(await refused({ name: "" })).toMatch(/^INVALID_INPUT name/);
    expect(await refused({ year: 2012 })).toMatch(/^INVALID_INPUT year/);
    expect(await refused({ year: 2026 })).toMatch(/^INVALID_INPUT year/);
    expect(await refused({ fundingYuan: -1 })).toMatch(/^INVALID_INPUT fundingYuan/);
    expect(await talent.refusal("selectBrandProject", { projectId: "bp_x" })).toMatch(/^NOT_FOUND projectId/);
    const projectId = talent.brandProject.id;
    expect(await talent.refusal("selectBrandProject", { projectId, selectedOn: "2024-11-02" })).toMatch(
      /^INVALID_INPUT selectedOn/,
    );
    await talent.act("selectBrandProject", { projectId });
    expect((await talent.publicize({ at: "2024-11-02T00:00:00Z" })).userErrors[0]).toMatchObject({
      code: "INVALID_INPUT",
      field: ["input", "at"],
    });
    expect((await talent.publicize({ title: " " })).userErrors[0]).toMatchObject({
      field: ["input", "title"],
    });
  });
});
