// The number of database calls depends on a query's shape, never on its number of rows: the same query costs the same
// over few rows and over many.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HospitalsUnderTest, openHospitals } from "./testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: { seed: 20241001, scale: 0.3 } });
  // The figures of referrals are read once a day.
  await subgraph.query("{ referralStatistics(groupBy: [YEAR]) { year } }");
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const BEIJING = [1, 2, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15, 16, 17, 18, 19].map((n) => String(110100 + n));
const callsOf = async (work: () => Promise<unknown>): Promise<Record<string, number>> => {
  subgraph.calls.reset();
  await work();
  return Object.fromEntries([...subgraph.calls.byMethod].sort());
};

const INSTITUTION =
  "id parent { name parent { name } } organization { creditCode medicalInstitution { id } } demonstrationBase { name } district { medical { medicalSocialWorkers institutions } }";
const CHILDREN =
  "members(first: 3) { totalCount nodes { id } } medicalSocialWorkers(first: 3) { totalCount nodes { id referrals(first: 2) { totalCount nodes { id } } } } referrals(first: 3) { totalCount nodes { referredBy { institution { name } } } }";

describe("database calls", () => {
  it.each([
    ["institutions", `medicalInstitutions(first: $first) { totalCount nodes { ${INSTITUTION} } }`],
    ["weak bases", `weakBaseInstitutions(first: $first) { totalCount nodes { ${INSTITUTION} } }`],
    [
      "workers",
      "medicalSocialWorkers(first: $first) { totalCount nodes { institution { name } district { medical { yearlyTrend { count } } } } }",
    ],
    ["bases", "demonstrationBases(first: $first) { totalCount nodes { institution { name } } }"],
    [
      "referrals",
      "referrals(first: $first) { totalCount nodes { referredBy { department } institution { name } destination { medical { referralsSent { value } demonstrationBases } } } }",
    ],
  ])("for %s are the same for 2 rows and for 50", async (_, fields) => {
    const query = `query ($first: Int) { ${fields} }`;
    const few = await callsOf(() => subgraph.query(query, { first: 2 }));
    const many = await callsOf(() => subgraph.query(query, { first: 50 }));
    expect(many).toEqual(few);
  });

  it("for children of many parents are those for children of a few", async (context) => {
    if (!(await subgraph.isFullServer())) context.skip();
    const query = `query ($first: Int) { medicalInstitutions(first: $first) { nodes { ${CHILDREN} } } }`;
    const few = await callsOf(() => subgraph.query(query, { first: 3 }));
    const many = await callsOf(() => subgraph.query(query, { first: 16 }));
    expect(many).toEqual(few);
  });

  it("for 16 districts are those for 2, with every figure", async (context) => {
    const list = (await subgraph.isFullServer())
      ? "institutionList(first: 2) { totalCount nodes { id } }"
      : "";
    const selection = `... on District { medical { institutions institutionsWithSocialWork medicalSocialWorkers demonstrationBases referralsSent { value } weakBaseInstitutions yearlyTrend { count } ${list} } }`;
    const ask = (codes: string[]) => () =>
      subgraph.entities(
        codes.map((code) => ({ __typename: "District", code })),
        selection,
      );
    expect(await callsOf(ask(BEIJING))).toEqual(await callsOf(ask(BEIJING.slice(0, 2))));
    if (!list) context.skip();
  });

  it("for 100 entities are those for 2", async () => {
    const ask = (count: number) => () =>
      subgraph.entities(
        Array.from({ length: count }, (_, index) => ({
          __typename: "Referral",
          id: `ref_${String(index + 1).padStart(6, "0")}`,
        })),
        "... on Referral { hospitalStatus institution { name } referredBy { department } }",
      );
    expect(await callsOf(ask(100))).toEqual(await callsOf(ask(2)));
  });

  it("for statistics are the same whatever they count", async () => {
    const ask = (groupBy: string, filter: string) => () =>
      subgraph.query(
        `{ referralStatistics(groupBy: [${groupBy}], filter: {${filter}}) { count { value } institution { name } } }`,
      );
    expect(await callsOf(ask("INSTITUTION, YEAR", ""))).toEqual(
      await callsOf(ask("INSTITUTION", "year: 2024")),
    );
  });
});
