// Volunteers earn points by serving and by awards, and spend them on courtesy benefits. The balance is never
// negative, whatever happens at the same time, and nothing is spent or awarded twice. Some are commended.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Agency, failure, openAgency, TODAY } from "../testing/openAgency.ts";

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency();
});
afterAll(() => agency[Symbol.asyncDispose]());

let serial = 0;
const redeem = (volunteerId: string, benefitId: string, clientKey = `redeem-${++serial}`) =>
  agency.act(
    "redeemBenefit",
    { volunteerId, benefitId, clientKey },
    "created entry { id kind points benefit { redemptions } } volunteer { pointsBalance }",
  );
const award = (volunteerId: string, points: number, clientKey = `award-${++serial}`, reason = "应急任务") =>
  agency.act(
    "awardPoints",
    { volunteerId, points, clientKey, reason },
    "created entry { kind points reason enteredAt } volunteer { pointsBalance }",
  );
const balance = async (id: string) =>
  (await agency.query("query ($id: ID!) { volunteer(id: $id) { pointsBalance } }", { id })).volunteer
    .pointsBalance;

describe("an award", () => {
  it("adds to the balance once per key", async () => {
    const one = await agency.volunteer();
    const tries = await agency.atOnce(Array.from({ length: 3 }, () => () => award(one, 50, "bonus")));
    expect(tries.filter(({ created }) => created)).toHaveLength(1);
    expect(await balance(one)).toBe(50);
    expect(failure(await award(one, 60, "bonus"))).toBe("CONFLICT clientKey");
    expect((await award(one, 5)).volunteer).toEqual({ pointsBalance: 55 });
  });

  it("is refused without a volunteer, points or reason", async () => {
    const one = await agency.volunteer();
    expect(failure(await award("vol_unknown", 5))).toBe("NOT_FOUND volunteerId");
    expect(failure(await award(one, 0))).toBe("INVALID_INPUT points");
    expect(failure(await award(one, 10_001))).toBe("INVALID_INPUT points");
    expect(failure(await award(one, 5, "k", " "))).toBe("INVALID_INPUT reason");
    expect(failure(await award(one, 5, "k".repeat(65)))).toBe("INVALID_INPUT clientKey");
  });
});

describe("redeeming", () => {
  it("spends what is there and no more, however many try at once", async () => {
    const one = await agency.volunteer();
    const benefitId = await agency.benefit({ pointsCost: 30 });
    await award(one, 100);
    const results = await agency.atOnce(Array.from({ length: 8 }, () => () => redeem(one, benefitId)));
    expect(results.filter((result) => failure(result) === "")).toHaveLength(3);
    expect(results.filter((result) => failure(result) === "INSUFFICIENT_BALANCE volunteerId")).toHaveLength(
      5,
    );
    expect(await balance(one)).toBe(10);
    const { volunteer } = await agency.query(
      "query ($id: ID!) { volunteer(id: $id) { pointsFromService pointsEntries { totalCount nodes { points benefit { id redemptions } volunteer { id } } } } }",
      { id: one },
    );
    expect(volunteer.pointsFromService).toBe(0);
    expect(volunteer.pointsEntries.totalCount).toBe(4);
    const spent = volunteer.pointsEntries.nodes.filter((entry: { points: number }) => entry.points < 0);
    expect(spent).toEqual(
      Array(3).fill({ points: -30, benefit: { id: benefitId, redemptions: 3 }, volunteer: { id: one } }),
    );
  });

  it("happens once per key", async () => {
    const one = await agency.volunteer();
    const benefitId = await agency.benefit();
    await agency.service(one, { hours: 10 });
    const tries = await agency.atOnce(
      Array.from({ length: 3 }, () => () => redeem(one, benefitId, "ticket")),
    );
    expect(tries.map(failure)).toEqual(["", "", ""]);
    expect(tries.filter(({ created }) => created)).toHaveLength(1);
    expect(await balance(one)).toBe(70);
    expect(failure(await redeem(one, await agency.benefit(), "ticket"))).toBe("CONFLICT clientKey");
  });

  it("takes the stars, the dates and the points a benefit asks for", async () => {
    const one = await agency.volunteer();
    const starred = await agency.benefit({ minStarRating: 1, pointsCost: 0 });
    expect(failure(await redeem(one, starred))).toBe("NOT_ELIGIBLE volunteerId");
    const later = await agency.benefit({ validFrom: "2024-12-01" });
    expect(failure(await redeem(one, later))).toBe("NOT_ELIGIBLE benefitId");
    expect(failure(await redeem(one, await agency.benefit()))).toBe("INSUFFICIENT_BALANCE volunteerId");
    expect(failure(await redeem(one, "cb_unknown"))).toBe("NOT_FOUND benefitId");
    expect(failure(await redeem("vol_unknown", starred))).toBe("NOT_FOUND volunteerId");
    for (let i = 0; i < 5; i++) await agency.service(one, { hours: 20 });
    expect(failure(await redeem(one, starred))).toBe("");
    expect(await balance(one)).toBe(1000);
  });
});

describe("a courtesy benefit", () => {
  const offer = (input: object) =>
    agency.act(
      "offerCourtesyBenefit",
      { ...agency.defaults.benefit(), ...input },
      "benefit { id provider { creditCode } }",
    );

  it.each([
    [{ title: "" }, "INVALID_INPUT title"],
    [{ pointsCost: -1 }, "INVALID_INPUT pointsCost"],
    [{ minStarRating: 6 }, "INVALID_INPUT minStarRating"],
    [{ validUntil: "2024-10-31" }, "INVALID_INPUT validUntil"],
    [{ validFrom: "2025-02-01", validUntil: "2025-01-31" }, "INVALID_INPUT validUntil"],
  ])("is refused with %j", async (input, expected) => {
    expect(failure(await offer(input))).toBe(expected);
  });

  it("is offered once, and found by where, when and what it costs", async () => {
    const input = { title: "博物馆", districtCode: "430104", pointsCost: 7 };
    const tries = await agency.atOnce([() => offer(input), () => offer(input)]);
    expect(tries.map(failure).sort()).toEqual(["", "CONFLICT title"]);
    const find = async (filter: object) =>
      (
        await agency.query(
          "query ($filter: CourtesyBenefitFilter) { courtesyBenefits(filter: $filter) { nodes { title } } }",
          { filter },
        )
      ).courtesyBenefits.nodes;
    expect(await find({ districtCode: "430000" })).toEqual([{ title: "博物馆" }]);
    expect(await find({ maxPointsCost: 7, availableOn: TODAY })).toContainEqual({ title: "博物馆" });
    expect(await find({ maxPointsCost: 6, districtCode: "430100" })).toEqual([]);
    expect(await find({ availableOn: "2023-12-31" })).toEqual([]);
  });
});

describe("a commendation", () => {
  const commend = (recipientId: string, input: object = {}) =>
    agency.act(
      "awardCommendation",
      {
        recipientId,
        title: "最美志愿者",
        level: "PROVINCE",
        awardedByCreditCode: "91350100M000100Y43",
        awardedOn: TODAY,
        ...input,
      },
      "commendation { id level recipient { __typename ... on Volunteer { id } ... on VolunteerOrganization { name } } }",
    );

  it("goes to a volunteer or an organisation, once, and counts in their district", async () => {
    const organizationId = await agency.organization({ districtCode: "431302", name: "娄底队" });
    const one = await agency.volunteer({ organizationId, districtCode: "431302" });
    const tries = await agency.atOnce([() => commend(one), () => commend(one)]);
    expect(tries.map(failure).sort()).toEqual(["", "CONFLICT title"]);
    const { commendation } = await commend(organizationId, { awardedOn: "2022-01-05", level: "CITY" });
    expect(commendation.recipient).toEqual({ __typename: "VolunteerOrganization", name: "娄底队" });
    const found = await agency.query(
      `query ($id: ID!) { volunteer(id: $id) { commendations { nodes { title } } }
         commendations(filter: { districtCode: "431300", year: 2022 }) { totalCount nodes { level district { code } } } }`,
      { id: one },
    );
    expect(found.volunteer.commendations.nodes).toEqual([{ title: "最美志愿者" }]);
    expect(found.commendations).toEqual({
      totalCount: 1,
      nodes: [{ level: "CITY", district: { code: "431302" } }],
    });
    const [district] = await agency.entities(
      [{ __typename: "District", code: "430000" }],
      "... on District { volunteering { commendations } }",
    );
    expect(district.volunteering.commendations).toBe(2);
  });

  it("is refused to nobody, without a title, in the future or before they came", async () => {
    const one = await agency.volunteer();
    expect(failure(await commend("vol_unknown"))).toBe("NOT_FOUND recipientId");
    expect(failure(await commend("vo_unknown"))).toBe("NOT_FOUND recipientId");
    expect(failure(await commend(one, { title: "" }))).toBe("INVALID_INPUT title");
    expect(failure(await commend(one, { awardedOn: "2024-11-02" }))).toBe("INVALID_INPUT awardedOn");
    expect(failure(await commend(one, { awardedOn: "2020-01-01" }))).toBe("INVALID_INPUT awardedOn");
  });
});

it("leaves every counter as the entries have it", async () => {
  expect(await agency.differences()).toEqual([]);
});
