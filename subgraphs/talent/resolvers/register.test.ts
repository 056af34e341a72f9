// The register of social workers: who is in it, who is found by which filter, and how somebody enters it.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VISITOR } from "../../kit/caller/Caller.ts";
import { SMALL_SAMPLE } from "../../kit/testing/openTestSubgraph.ts";
import { shared } from "../../kit/testing/shared.ts";
import { openTalent, type Talent, WORKER } from "../testing/openTalent.ts";

const LIST = `query ($filter: SocialWorkerFilter, $first: Int, $after: String) {
  socialWorkers(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { id kind isPartyMember isCertified certificateLevel registeredDistrict { code } }
  } }`;

describe("reading the register", () => {
  let talent: Talent;
  let all: any[];
  beforeAll(async () => {
    talent = await openTalent({ sample: SMALL_SAMPLE });
    all = await find({});
  });
  afterAll(() => talent[Symbol.asyncDispose]());

  const find = async (filter: object) => {
    const found = [];
    let after = null;
    do {
      const { socialWorkers } = await talent.query(LIST, { filter, first: 100, after });
      found.push(...socialWorkers.nodes);
      after = socialWorkers.pageInfo.hasNextPage ? socialWorkers.pageInfo.endCursor : null;
    } while (after);
    return found;
  };

  it.each([
    ["kind", { kind: "MEDICAL" }, (w: any) => w.kind === "MEDICAL"],
    ["province", { districtCode: "430000" }, (w: any) => w.registeredDistrict.code.startsWith("43")],
    ["city", { districtCode: "620100" }, (w: any) => w.registeredDistrict.code.startsWith("6201")],
    ["county", { districtCode: "620102" }, (w: any) => w.registeredDistrict.code === "620102"],
    ["certified", { isCertified: true }, (w: any) => w.isCertified],
    ["not certified", { isCertified: false }, (w: any) => !w.isCertified],
    ["level", { certificateLevel: "SOCIAL_WORKER" }, (w: any) => w.certificateLevel === "SOCIAL_WORKER"],
  ])("finds by %s exactly those that fit", async (_name, filter, fits) => {
    const found = await find(filter);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(all.filter(fits));
  });

  it("does not tell a visitor who is a Party member", async () => {
    const { errors } = await talent.execute(LIST, { filter: { isPartyMember: true }, first: 5 }, VISITOR);
    expect(errors?.[0]?.extensions.code).toBe("FORBIDDEN");
  });

  it("pages through everybody once", async () => {
    const pages = [];
    let after = null;
    for (;;) {
      const { socialWorkers } = await talent.query(LIST, { first: 37, after });
      expect(socialWorkers.totalCount).toBe(all.length);
      pages.push(...socialWorkers.nodes.map(({ id }: { id: string }) => id));
      if (!socialWorkers.pageInfo.hasNextPage) break;
      after = socialWorkers.pageInfo.endCursor;
    }
    expect(pages).toEqual(all.map(({ id }) => id));
    expect(new Set(pages).size).toBe(pages.length);
  });

  it.each([{ first: 0 }, { first: 101 }, { after: "bm90IGEgY3Vyc29y" }])(
    "refuses the page %j",
    async (page) => {
      const { errors } = await talent.execute(LIST, page);
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    },
  );

  it("shows a worker with training, dispatches and posts, but no birth date", async () => {
    const { dispatches } = await talent.query(
      `{ dispatches(first: 1, filter: {status: COMPLETED}) { nodes { worker { id } } } }`,
    );
    const { socialWorker } = await talent.query(
      `query ($id: ID!) { socialWorker(id: $id) { __typename id name gender birthDecade kind registeredDistrict { code }
        training { totalCount nodes { status program { title } worker { id } } }
        dispatches { totalCount nodes { year status worker { id } } } demonstrationPosts { name } } }`,
      { id: dispatches.nodes[0].worker.id },
    );
    expect(socialWorker).toMatchObject({ __typename: "CommunitySocialWorker", kind: "COMMUNITY" });
    expect(socialWorker.dispatches.totalCount).toBe(socialWorker.dispatches.nodes.length);
    expect(socialWorker.dispatches.nodes[0].worker.id).toBe(socialWorker.id);
    expect(talent.schema.getType("CommunitySocialWorker")).not.toHaveProperty("_fields.birthDate");
    const { errors } = await talent.execute(`{ socialWorkers { nodes { birthDate } } }`);
    expect(errors?.[0]?.message).toMatch(/Cannot query field "birthDate"/);
  });

  it("answers null for an unknown worker", async () => {
    expect(await talent.query(`{ socialWorker(id: "csw_999999") { id } }`)).toEqual({ socialWorker: null });
  });
});

describe("entering the register", () => {
  const SHOWN =
    "socialWorker { __typename id name birthDecade isPartyMember isCertified registeredDistrict { code } }";

  it("gives an id of the register's shape", async () => {
    await using talent = await openTalent();
    const input = { ...WORKER, clientKey: "a", name: "  李样例 ", kind: "MEDICAL" };
    const { socialWorker } = await talent.act("registerSocialWorker", input, SHOWN);
    expect(socialWorker).toMatchObject({
      __typename: "MedicalSocialWorker",
      id: expect.stringMatching(/^msw_\d{4,}$/),
      name: "李样例",
      birthDecade: "BORN_1990S",
      isCertified: false,
      registeredDistrict: { code: "430111" },
    });
  });

  it("registers once, however often and however concurrently it is asked", async () => {
    await using talent = await openTalent();
    const ids = await Promise.all(Array.from({ length: 8 }, () => talent.register("same")));
    expect(new Set(ids).size).toBe(1);
    expect(await talent.query("{ socialWorkers { totalCount } }")).toEqual({
      socialWorkers: { totalCount: 1 },
    });
  });

  it("refuses another person, or another kind, under the same key", async () => {
    await using talent = await openTalent();
    await talent.register("k");
    for (const other of [{ name: "别人" }, { kind: "MEDICAL" }]) {
      const input = { ...WORKER, clientKey: "k", ...other };
      expect(await talent.refusal("registerSocialWorker", input)).toMatch(/^CONFLICT clientKey: .*a new one/);
    }
  });

  const unchanged = shared(() => openTalent());
  it.each([
    [{ name: "  " }, /^INVALID_INPUT name: .*not all blank/],
    [{ name: "名".repeat(51) }, /^INVALID_INPUT name: .*1 to 50/],
    [{ clientKey: "" }, /^INVALID_INPUT clientKey: .*1 to 64/],
    [{ clientKey: "x".repeat(65) }, /^INVALID_INPUT clientKey/],
    [{ districtCode: "430000" }, /^INVALID_INPUT districtCode: .*county/],
    [{ birthDate: "2024-12-01" }, /^INVALID_INPUT birthDate: .*future/],
    [{ birthDate: "2010-01-01" }, /^NOT_ELIGIBLE birthDate: .*18 years/],
    [{ birthDate: "1900-01-01" }, /^INVALID_INPUT birthDate/],
  ])("refuses %j", async (wrong, message) => {
    const talent = unchanged();
    const input = { ...WORKER, clientKey: "k", ...wrong };
    expect(await talent.refusal("registerSocialWorker", input)).toMatch(message);
  });
});
