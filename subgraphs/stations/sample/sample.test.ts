// The shipped sample: the same every time, in the shape the articles describe, with every figure coming from
// records, and with the ids that the other agencies' samples use.
import { expect, test } from "vitest";
import { CHANGGUNG_ID } from "../../kit/sample/institutions.ts";
import { sampleReferrals } from "../../kit/sample/referrals.ts";
import { sampleMedicalSocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { groupBy } from "./groupBy.ts";
import { sampleCommunities } from "./sampleCommunities.ts";
import { sampleDistricts } from "./sampleDistricts.ts";
import { sampleFunds } from "./sampleFunds.ts";
import { sampleIntakes } from "./sampleIntakes.ts";
import { sampleNetwork } from "./sampleNetwork.ts";
import { samplePairings } from "./samplePairings.ts";
import { sampleProjects } from "./sampleProjects.ts";

const SHIPPED = { seed: 20241001, scale: 1 };
const END = new Date("2024-10-31T16:00:00Z");
const { stations, workers } = sampleNetwork(SHIPPED);
const pairings = samplePairings(SHIPPED, workers);
const intakes = [...sampleIntakes(SHIPPED, workers)];
const projects = [...sampleProjects(SHIPPED, stations)];
const communities = sampleCommunities(SHIPPED);
const funds = sampleFunds(
  SHIPPED,
  communities.map(({ community }) => community),
);

test("the same options give the same sample, another seed another one", () => {
  expect(samplePairings(SHIPPED, sampleNetwork(SHIPPED).workers)).toEqual(pairings);
  expect([...sampleIntakes(SHIPPED, workers)]).toEqual(intakes);
  const other = { ...SHIPPED, seed: 7 };
  expect(samplePairings(other, sampleNetwork(other).workers)).not.toEqual(pairings);
});

test("every division but a province hangs below one of the sample", () => {
  const districts = sampleDistricts();
  const known = new Set(districts.map(({ _id }) => _id));
  for (const { level, parentCode } of districts) {
    if (level === "PROVINCE") expect(parentCode).toBeNull();
    else expect(known.has(parentCode ?? "")).toBe(true);
  }
});

test("260 pairings, three quarters confirmed, each within a district", () => {
  expect(pairings).toHaveLength(260);
  const byStatus = groupBy(pairings, ({ status }) => status);
  expect([...byStatus.keys()].sort()).toEqual(["CONFIRMED", "DECLINED", "ENDED", "PROPOSED"]);
  const share = (byStatus.get("CONFIRMED")?.length ?? 0) / pairings.length;
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(0.8);
  const medical = new Map(
    sampleMedicalSocialWorkers(SHIPPED).map(({ id, districtCode }) => [id, districtCode]),
  );
  for (const { medicalWorkerId, districtCode } of pairings)
    expect(medical.get(medicalWorkerId)).toBe(districtCode);
});

test("each of Changgung's nine workers has a confirmed counterpart in Changping", () => {
  const changgung = sampleMedicalSocialWorkers(SHIPPED).filter(
    ({ workplaceId }) => workplaceId === CHANGGUNG_ID,
  );
  expect(changgung).toHaveLength(9);
  for (const { id } of changgung) {
    const confirmed = pairings.filter(
      ({ medicalWorkerId, status }) => medicalWorkerId === id && status === "CONFIRMED",
    );
    expect(confirmed.length).toBeGreaterThanOrEqual(1);
    for (const { districtCode } of confirmed) expect(districtCode).toBe("110114");
  }
});

test("pairings and intakes run in order and end with October 2024", () => {
  for (const { proposedAt, confirmedAt, endedAt } of pairings) {
    const times = [proposedAt, confirmedAt, endedAt].filter((time) => time !== null);
    expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
    for (const time of times) expect(time < END).toBe(true);
  }
  for (const { answeredAt, visits, completedAt } of intakes) {
    const times = [answeredAt, ...visits.map(({ at }) => at), ...(completedAt ? [completedAt] : [])];
    expect(times).toEqual([...times].sort((a, b) => a.getTime() - b.getTime()));
    for (const time of times) expect(time <= END).toBe(true);
  }
});

test("every referral that a station answered has its intake, in its destination, with the visits of its course", () => {
  const byReferral = new Map(intakes.map((intake) => [intake.referralId, intake]));
  for (const { id, course, districtCode, completedAt } of sampleReferrals(SHIPPED)) {
    const intake = byReferral.get(id);
    if (course === "AWAITING" || course === "WITHDRAWN") {
      expect(intake).toBeUndefined();
      continue;
    }
    expect(intake).toMatchObject({ districtCode, status: course === "CLOSED" ? "COMPLETED" : course });
    const [least, most] = {
      DECLINED: [0, 0],
      ACCEPTED: [0, 0],
      IN_SERVICE: [1, 3],
      COMPLETED: [2, 5],
      CLOSED: [2, 5],
    }[course] as [number, number];
    const visits = intake?.visits.length ?? -1;
    expect(visits >= least && visits <= most).toBe(true);
    expect(intake?.visitCount).toBe(visits);
    expect(intake?.outcome !== null).toBe(completedAt !== null);
  }
});

test("320 projects in every field, from every source, in every year since 2016", () => {
  expect(projects).toHaveLength(320);
  expect(new Set(projects.map(({ field }) => field)).size).toBe(4);
  expect(new Set(projects.map(({ fundingSource }) => fundingSource)).size).toBe(5);
  expect([...new Set(projects.map(({ year }) => year))].sort()).toEqual([
    2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024,
  ]);
  for (const { status, closedOn } of projects) {
    expect(closedOn !== null).toBe(status !== "IN_PROGRESS");
    expect((closedOn ?? "") <= "2024-10-31").toBe(true);
  }
});

test("about 60 % of the communities have a fund, whose sums are those of its movements at every moment", () => {
  const share = funds.length / communities.length;
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.7);
  for (const { fund, entries } of funds) {
    let balance = 0;
    for (const { kind, amountFen } of entries) {
      balance += kind === "DONATION" ? amountFen : -amountFen;
      expect(balance).toBeGreaterThanOrEqual(0);
      expect(amountFen).toBeGreaterThan(0);
    }
    expect(balance).toBe(fund.balanceFen);
    expect(fund.raisedFen - fund.grantedFen).toBe(balance);
  }
});

test.each([0.01, 0.05, 3])("at scale %d every district keeps a station with workers", (scale) => {
  const { stations: some, workers: theirs } = sampleNetwork({ seed: 1, scale });
  const staffed = new Set(theirs.map(({ stationId }) => stationId));
  expect(new Set(some.map(({ districtCode }) => districtCode)).size).toBe(50);
  expect(some.every(({ _id }) => staffed.has(_id))).toBe(true);
  expect(samplePairings({ seed: 1, scale }, theirs).length).toBeGreaterThan(0);
});
