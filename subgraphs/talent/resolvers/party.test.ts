// Party building: demonstration posts held by Party members, and Party organisations of private agencies.
import { describe, expect, it } from "vitest";
import { shared } from "../../kit/testing/shared.ts";
import { AGENCY, openTalent } from "../testing/openTalent.ts";

describe("a Party-member demonstration post", () => {
  const SHOWN =
    "demonstrationPost { id name status designatedOn revokedOn worker { id } organization { creditCode } district { code } }";
  const open = async () => {
    const talent = await openTalent();
    const workerId = await talent.register("member");
    const post = { clientKey: "d", name: "党员社工示范岗", workerId, organizationCreditCode: AGENCY };
    return { ...talent, workerId, post };
  };

  it("is held by one Party member at a time and can be revoked", async () => {
    await using talent = await open();
    const keys = ["d1", "d2", "d3", "d4"];
    const answers = await Promise.all(
      keys.map((clientKey) => talent.act("designateDemonstrationPost", { ...talent.post, clientKey }, SHOWN)),
    );
    const [first, ...others] = answers.map((answer) => answer.demonstrationPost).filter(Boolean);
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      status: "ACTIVE",
      worker: { id: talent.workerId },
      district: { code: "430111" },
    });
    const revoked = await talent.act("revokeDemonstrationPost", { postId: first.id }, SHOWN);
    expect(revoked.demonstrationPost).toMatchObject({ status: "REVOKED", revokedOn: "2024-11-01" });
    expect(await talent.refusal("revokeDemonstrationPost", { postId: first.id })).toMatch(
      /^ILLEGAL_TRANSITION postId/,
    );
    const next = await talent.act("designateDemonstrationPost", { ...talent.post, clientKey: "next" }, SHOWN);
    expect(next.demonstrationPost.status).toBe("ACTIVE");
    const read = await talent.query(
      `query ($id: ID!) { socialWorker(id: $id) { demonstrationPosts { status } }
        active: demonstrationPosts(filter: {status: ACTIVE, districtCode: "430100"}) { totalCount }
        elsewhere: demonstrationPosts(filter: {districtCode: "110000"}) { totalCount } }`,
      { id: talent.workerId },
    );
    expect(read.socialWorker.demonstrationPosts).toEqual(
      expect.arrayContaining([{ status: "REVOKED" }, { status: "ACTIVE" }]),
    );
    expect([read.active.totalCount, read.elsewhere.totalCount]).toEqual([1, 0]);
  });

  it("is designated once for a key", async () => {
    await using talent = await open();
    const again = () => talent.act("designateDemonstrationPost", talent.post, SHOWN);
    const answers = await Promise.all([again(), again(), again()]);
    expect(new Set(answers.map(({ demonstrationPost }) => demonstrationPost?.id)).size).toBe(1);
    const other = { ...talent.post, name: "别的岗" };
    expect(await talent.refusal("designateDemonstrationPost", other)).toMatch(/^CONFLICT clientKey/);
  });

  it("refuses what cannot be", async () => {
    await using talent = await open();
    const outsider = await talent.register("no member", { isPartyMember: false });
    const refused = (wrong: object) =>
      talent.refusal("designateDemonstrationPost", { ...talent.post, ...wrong });
    expect(await refused({ workerId: outsider })).toMatch(/^NOT_ELIGIBLE workerId: .*Party member/);
    expect(await refused({ workerId: "csw_0" })).toMatch(/^NOT_FOUND workerId/);
    expect(await refused({ name: " " })).toMatch(/^INVALID_INPUT name/);
    for (const designatedOn of ["2024-11-02", "0001-01-01"])
      expect(await refused({ designatedOn })).toMatch(/^INVALID_INPUT designatedOn/);
    expect(await talent.refusal("revokeDemonstrationPost", { postId: "dp_x" })).toMatch(/^NOT_FOUND postId/);
    const { demonstrationPost } = await talent.act("designateDemonstrationPost", talent.post, SHOWN);
    for (const revokedOn of ["2024-10-31", "2024-11-02"]) {
      const answer = await talent.refusal("revokeDemonstrationPost", {
        postId: demonstrationPost.id,
        revokedOn,
      });
      expect(answer).toMatch(/^INVALID_INPUT revokedOn/);
    }
  });
});

describe("a private agency's Party organisation", () => {
  const establish = { creditCode: AGENCY, establishedOn: "2024-07-01", members: 3 };
  it("is established once", async () => {
    await using talent = await openTalent();
    const act = () =>
      talent.act(
        "establishAgencyPartyOrganization",
        establish,
        "organization { creditCode partyOrganization { establishedOn members } }",
      );
    const answers = await Promise.all([act(), act(), act()]);
    expect(answers.map(({ organization }) => organization).filter(Boolean)).toEqual([
      { creditCode: AGENCY, partyOrganization: { establishedOn: "2024-07-01", members: 3 } },
    ]);
    expect(await talent.refusal("establishAgencyPartyOrganization", establish)).toMatch(
      /^CONFLICT creditCode/,
    );
  });
  const unchanged = shared(() => openTalent());
  it.each([
    [{ members: 2 }, "INVALID_INPUT members"],
    [{ establishedOn: "2024-11-02" }, "INVALID_INPUT establishedOn"],
    [{ establishedOn: "1900-01-01" }, "INVALID_INPUT establishedOn"],
  ])("is refused with %j", async (wrong, message) => {
    const talent = unchanged();
    expect(await talent.refusal("establishAgencyPartyOrganization", { ...establish, ...wrong })).toContain(
      message,
    );
  });
});
