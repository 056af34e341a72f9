// The sample at full scale gives the figures of the source articles, counted from its records; nothing in it is later
// than 2024-10-31 but what is planned, and nobody served before they registered.
import { beforeAll, describe, expect, it } from "vitest";
import { BEIJING_DISTRICTS, COUNTIES } from "../../kit/sample/districts.ts";
import { CHANGGUNG_ID } from "../../kit/sample/institutions.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { ServiceTally } from "../model/ServiceTally.ts";
import { yearlyService } from "../model/summaryFigures.ts";
import { sampleActivities } from "./activities.ts";
import { Calendar, LAST_DAY } from "./calendar.ts";
import { sampleVolunteerOrganizations } from "./organizations.ts";
import { planService, sampleServiceRecords } from "./serviceRecords.ts";
import { sampleVolunteers } from "./volunteers.ts";

function generate(scale: number) {
  const options = { seed: 20241001, scale };
  const calendar = new Calendar();
  const organizations = sampleVolunteerOrganizations(options);
  const volunteers = sampleVolunteers(organizations, calendar, options);
  const sample = sampleActivities(organizations, volunteers, calendar, options);
  const plan = planService(volunteers, sample.participations, options);
  const records = sampleServiceRecords(volunteers, plan, sample.participations, { calendar, options });
  return { options, organizations, volunteers, ...sample, plan, records };
}

describe("at scale 1", () => {
  const sample = generate(1);
  const people = sample.volunteers.map(({ document }) => document);
  const ofChanggung = people.filter(({ hostId }) => hostId === CHANGGUNG_ID);
  const totals = { changgung: [0, 0], hospitals: [0, 0], communities: [0, 0], linked: 0 };
  const tally = new ServiceTally();
  const wrong: ServiceRecord[] = [];

  beforeAll(() => {
    const registeredOn = new Map(people.map((one) => [one._id, one.registeredOn]));
    const add = (to: number[], minutes: number): void => {
      to[0] = (to[0] as number) + 1;
      to[1] = (to[1] as number) + minutes / 60;
    };
    for (const record of sample.records) {
      const { volunteerId, venueId, venueKind, day, month, minutes } = record;
      tally.add(record);
      add(venueKind === "MEDICAL_INSTITUTION" ? totals.hospitals : totals.communities, minutes);
      if (venueId === CHANGGUNG_ID) add(totals.changgung, minutes);
      if (record.activityId) totals.linked++;
      const isPlausible = minutes >= 30 && minutes <= 480 && minutes % 30 === 0 && day.startsWith(month);
      if (day > LAST_DAY || day < (registeredOn.get(volunteerId) as string) || !isPlausible)
        wrong.push(record);
    }
  });

  it("Changgung has 1,103 volunteers of several districts, 212 from its founding in August 2014", () => {
    expect(ofChanggung).toHaveLength(1103);
    expect(ofChanggung.every(({ registeredOn }) => registeredOn <= LAST_DAY)).toBe(true);
    expect(ofChanggung.filter(({ registeredOn }) => registeredOn.startsWith("2014-08"))).toHaveLength(212);
    expect(ofChanggung.filter(({ registeredOn }) => registeredOn < "2014-08-01")).toHaveLength(0);
    const homes = new Set(ofChanggung.map(({ districtCode }) => districtCode));
    expect(homes.size).toBeGreaterThanOrEqual(5);
    const beijing = new Set(BEIJING_DISTRICTS.map(({ code }) => code));
    expect([...homes].every((code) => beijing.has(code))).toBe(true);
  });

  it("they have served more than 380,000 hours there", () => {
    expect(totals.changgung[0]).toBe(95_600);
    expect(totals.changgung[1]).toBeGreaterThan(383_000);
    expect(totals.changgung[1]).toBeLessThan(390_000);
  });

  it("hospitals have 6,300 and more volunteers and 360,000 and more person-times", () => {
    expect(people.filter(({ hostKind }) => hostKind === "MEDICAL_INSTITUTION")).toHaveLength(6380);
    expect(sample.organizations.filter(({ document }) => document.kind === "HOSPITAL_TEAM")).toHaveLength(
      130,
    );
    expect(totals.hospitals[0]).toBe(363_000);
    expect(totals.communities[0]).toBeGreaterThan(29_000);
    expect(totals.linked).toBeGreaterThan(4_000);
  });

  it("says of every record when, how long and by whom, as it can have been", () => {
    expect(wrong).toEqual([]);
    expect((totals.hospitals[0] as number) + (totals.communities[0] as number)).toBe(sample.plan.total);
  });

  it("has volunteers and organisations in every district, a third with a Party organisation", () => {
    expect(new Set(people.map(({ districtCode }) => districtCode)).size).toBe(COUNTIES.length);
    const parties = sample.organizations.filter(({ partyOrganization }) => partyOrganization).length;
    expect(parties / sample.organizations.length).toBeGreaterThan(0.28);
    expect(parties / sample.organizations.length).toBeLessThan(0.42);
    const members = people.filter(({ isPartyMember }) => isPartyMember).length;
    expect(members / people.length).toBeGreaterThan(0.2);
    expect(members / people.length).toBeLessThan(0.3);
  });

  it("has hospital volunteers who also serve in communities", () => {
    const crossing = [...tally.venueVolunteers.values()].filter(({ venueId, volunteerId }) => {
      const number = Number(volunteerId.slice(4));
      return number <= 6380 && !venueId.startsWith("mi_");
    });
    expect(new Set(crossing.map(({ volunteerId }) => volunteerId)).size).toBeGreaterThan(300);
  });

  it("grows from year to year", () => {
    const districts = [...tally.summaries().values()].filter(
      ({ subject, period }) => subject === "DISTRICT" && period === "YEARS",
    );
    const perYear = new Map(yearlyService(districts).map(({ year, times }) => [year, times]));
    for (let year = 2014; year < 2023; year++)
      expect(perYear.get(year + 1)).toBeGreaterThan(perYear.get(year) as number);
  });

  it("has activities of every state, none over its capacity", () => {
    const { activities, signUps } = sample;
    expect(activities.length).toBeGreaterThan(1_400);
    expect(new Set(activities.map(({ status }) => status))).toEqual(
      new Set(["OPEN", "COMPLETED", "CANCELLED"]),
    );
    expect(activities.every(({ placesLeft }) => placesLeft >= 0)).toBe(true);
    const future = activities.filter(({ startsAt }) => startsAt > new Date(`${LAST_DAY}T16:00:00Z`));
    expect(future.every(({ status }) => status === "OPEN")).toBe(true);
    expect(future.length).toBeGreaterThan(100);
    expect(signUps.every(({ signedUpAt }) => signedUpAt < new Date(`${LAST_DAY}T16:00:00Z`))).toBe(true);
    expect(new Set(signUps.map(({ _id }) => _id)).size).toBe(signUps.length);
  });
});

it("is the same every time, and another with another seed", () => {
  const first = [...generate(0.02).records];
  expect([...generate(0.02).records]).toEqual(first);
  const other = sampleVolunteerOrganizations({ seed: 1, scale: 0.02 });
  expect(other).not.toEqual(sampleVolunteerOrganizations({ seed: 20241001, scale: 0.02 }));
});

it("keeps its proportions at other scales", () => {
  const sample = generate(0.2);
  const changgung = sample.volunteers.filter(({ document }) => document.hostId === CHANGGUNG_ID);
  expect(changgung).toHaveLength(221);
  expect(sample.plan.total).toBeGreaterThan(76_000);
  expect(sample.plan.total).toBeLessThan(82_000);
});
