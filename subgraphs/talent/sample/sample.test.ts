// The shipped sample gives the figures of the source articles, and nothing in it contradicts the rules of the acts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { THREE_AREAS_COUNTIES } from "../../kit/sample/districts.ts";
import { openTalent, type Talent } from "../testing/openTalent.ts";
import { UNCERTIFIED_COUNTIES } from "./certificates.ts";
import { registeredWorkers } from "./socialWorkers.ts";
import { sampleDispatches } from "./threeAreas.ts";

const SHIPPED = { seed: 20241001, scale: 1 };

describe("the shipped sample", () => {
  let talent: Talent;
  beforeAll(async () => {
    talent = await openTalent({ sample: SHIPPED });
  });
  afterAll(() => talent[Symbol.asyncDispose]());

  it("holds the Three Areas plan: 645 dispatched and 420 trained since 2013; 40 to 13 counties in 2024", async () => {
    const { threeAreasPlan: plan } = await talent.query(
      `{ threeAreasPlan { dispatched trained years { year dispatched trained }
        year(year: 2024) { dispatched trained counties countyList { code } byField { field count } } } }`,
    );
    expect(plan).toMatchObject({ dispatched: 645, trained: 420 });
    expect(plan.years.map(({ dispatched }: any) => dispatched)).toEqual([
      50, 52, 54, 55, 56, 58, 58, 56, 57, 55, 54, 40,
    ]);
    expect(plan.years.map(({ trained }: any) => trained)).toEqual([
      30, 32, 34, 35, 36, 37, 38, 36, 36, 36, 36, 34,
    ]);
    expect(plan.year).toMatchObject({ dispatched: 40, counties: 13 });
    const receiving = plan.year.countyList.map(({ code }: any) => code);
    expect(receiving).toEqual(THREE_AREAS_COUNTIES.map(({ code }) => code).sort());
    expect(plan.year.byField).toHaveLength(5);
  });

  it("registers all 337 medical social workers, most of them young and certified", async () => {
    const { all, byDecade } = await talent.query(`{
      all: workforceStatistics(groupBy: [KIND], filter: {kind: MEDICAL}) { workers { value } certified { value } }
      byDecade: workforceStatistics(groupBy: [BIRTH_DECADE], filter: {kind: MEDICAL}) { birthDecade workers { value reason } }
    }`);
    const [{ workers, certified }] = all;
    expect(workers.value).toBe(337);
    expect(certified.value / workers.value).toBeCloseTo(0.72, 1);
    const young = byDecade.filter(({ birthDecade }: any) => /1990|2000/.test(birthDecade));
    expect(young.reduce((total: number, row: any) => total + row.workers.value, 0)).toBeGreaterThan(337 / 2);
    // Hardly anybody was born before 1970, and nobody can work out how many.
    expect(byDecade[0]).toEqual({
      birthDecade: "BEFORE_1970",
      workers: { value: null, reason: "SMALL_CELL" },
    });
  });

  it("has nobody certified in a handful of counties, and somebody everywhere else", async () => {
    const { workforceStatistics: rows } = await talent.query(
      "{ workforceStatistics(groupBy: [DISTRICT]) { district { code } certified { value } } }",
    );
    const without = rows
      .filter(({ certified }: any) => certified.value === 0)
      .map(({ district }: any) => district.code);
    expect(without).toEqual([...UNCERTIFIED_COUNTIES].sort());
  });

  it("trained about 4,500 in about 120 programmes, most of them in Hunan, 85 % to the end", async () => {
    const { trainingPrograms, hunan, trainingStatistics } = await talent.query(
      `{ trainingPrograms { totalCount } hunan: trainingPrograms(filter: {districtCode: "430000"}) { totalCount }
        trainingStatistics(groupBy: [TIER]) { tier participants completed } }`,
    );
    const participants = trainingStatistics.reduce((total: number, row: any) => total + row.participants, 0);
    const completed = trainingStatistics.reduce((total: number, row: any) => total + row.completed, 0);
    expect(trainingPrograms.totalCount).toBe(120);
    expect(hunan.totalCount).toBeGreaterThan(60);
    expect(trainingStatistics.map(({ tier }: any) => tier)).toEqual(["PROVINCE", "CITY", "COUNTY"]);
    expect(Math.abs(participants - 4500)).toBeLessThan(200);
    expect(completed / participants).toBeCloseTo(0.85, 1);
  });

  it("names the brand projects of the articles, selected and publicized", async () => {
    const { brandProjects, linkagePilots, demonstrationPosts } = await talent.query(
      `{ brandProjects(first: 100, filter: {status: SELECTED}) { nodes { name field district { code } publicity { title } } }
        linkagePilots { totalCount } demonstrationPosts { totalCount } }`,
    );
    const project = brandProjects.nodes.find(({ name }: any) => name === "四季同行·雷锋家乡学雷锋");
    expect(project.district.code).toBe("430112");
    expect(project.publicity.length).toBeGreaterThan(0);
    expect(brandProjects.nodes.map(({ name }: any) => name)).toContain("禾计划");
    expect(new Set(brandProjects.nodes.map(({ field }: any) => field)).size).toBe(4);
    expect([linkagePilots.totalCount, demonstrationPosts.totalCount]).toEqual([20, 60]);
  });
});

describe("the sample's records", () => {
  const workers = registeredWorkers(SHIPPED);

  it("are the same each time", () => {
    expect(registeredWorkers(SHIPPED)).toEqual(workers);
    expect(registeredWorkers({ ...SHIPPED, seed: 7 })).not.toEqual(workers);
  });

  it("register nobody younger than 21", () => {
    const young = workers.filter(
      ({ birthDate, registeredOn }) => Number(registeredOn.slice(0, 4)) - Number(birthDate.slice(0, 4)) < 21,
    );
    expect(young).toEqual([]);
  });

  it("hold nothing later than the sample's last day", () => {
    const days = workers.flatMap(({ registeredOn, certificates }) => [
      registeredOn,
      ...Object.values(certificates).flatMap((one) => [one.passedOn, one.registeredOn ?? ""]),
    ]);
    const dispatches = sampleDispatches(workers, SHIPPED).flatMap((one) => [
      ...[one.nominatedOn, one.selectedOn, one.trainedOn, one.startedOn, one.endedOn],
      ...one.reports.map(({ submittedOn }) => submittedOn),
    ]);
    expect([...days, ...dispatches].filter((day) => day && day > "2024-10-31")).toEqual([]);
  });

  it.each([0.05, 1, 3])("dispatch a worker at most once a year, at scale %d", (scale) => {
    const options = { seed: 20241001, scale };
    const dispatches = sampleDispatches(registeredWorkers(options), options);
    expect(new Set(dispatches.map(({ _id }) => _id)).size).toBe(dispatches.length);
    const served = dispatches.filter(({ startedOn }) => startedOn !== null);
    expect(served.filter(({ year }) => year === 2024)).toHaveLength(Math.round(40 * scale));
    expect(served.filter(({ year }) => year === 2013)).toHaveLength(Math.round(50 * scale));
  });
});
