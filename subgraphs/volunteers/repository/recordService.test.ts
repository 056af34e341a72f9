// A volunteer serves at a hospital and at a station. Each service is recorded once and then seen from everywhere:
// on the volunteer, the venue, the organisation, the district and in the statistics.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Agency,
  COMMUNITY,
  failure,
  HOSPITAL,
  openAgency,
  STATION,
  TODAY,
} from "../testing/openAgency.ts";

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency();
});
afterAll(() => agency[Symbol.asyncDispose]());

const record = (volunteerId: string, input: object = {}) =>
  agency.act(
    "recordService",
    { ...agency.defaults.service(), volunteerId, ...input },
    "created serviceRecord { id day hours field venue { __typename } volunteer { hours personTimes starRating pointsBalance } organization { id } activity { id } }",
  );

describe("a service", () => {
  it("counts on everything it touches", async () => {
    const organizationId = await agency.organization();
    const one = await agency.volunteer({ organizationId });
    const { serviceRecord, created } = await record(one, {
      venueId: HOSPITAL,
      hours: 24,
      field: "PALLIATIVE_CARE",
    });
    expect(created).toBe(true);
    expect(serviceRecord).toMatchObject({
      day: TODAY,
      hours: 24,
      venue: { __typename: "MedicalInstitution" },
      volunteer: { hours: 24, personTimes: 1, starRating: 0, pointsBalance: 240 },
      organization: { id: organizationId },
      activity: null,
    });
    await record(one, { hours: 0.1 });
    const [hospital, station, district, team] = await agency.entities(
      [
        { __typename: "MedicalInstitution", id: HOSPITAL },
        { __typename: "CommunityStation", id: STATION },
        { __typename: "District", code: "110000" },
        { __typename: "VolunteerOrganization", id: organizationId },
      ],
      `... on MedicalInstitution { volunteering { personTimes hours servedVolunteers yearlyTrend { year personTimes hours }
         volunteersServed { nodes { hours personTimes lastServedOn volunteer { id } } } } serviceRecords { totalCount } }
       ... on CommunityStation { volunteering { personTimes hours } }
       ... on District { volunteering { personTimes hours } }
       ... on VolunteerOrganization { service { personTimes hours } yearlyTrend { year hours } }`,
    );
    expect(hospital).toMatchObject({
      volunteering: {
        personTimes: 1,
        hours: 24,
        servedVolunteers: 1,
        yearlyTrend: [{ year: 2024, personTimes: 1, hours: 24 }],
        volunteersServed: {
          nodes: [{ hours: 24, personTimes: 1, lastServedOn: TODAY, volunteer: { id: one } }],
        },
      },
      serviceRecords: { totalCount: 1 },
    });
    expect(station.volunteering).toEqual({ personTimes: 1, hours: 0.1 });
    expect(district.volunteering).toEqual({ personTimes: 2, hours: 24.1 });
    expect(team).toMatchObject({ service: { personTimes: 2, hours: 24.1 }, yearlyTrend: [{ hours: 24.1 }] });
  });

  it.each([
    [{ volunteerId: "vol_unknown" }, "NOT_FOUND volunteerId"],
    [{ organizationId: "vo_unknown" }, "NOT_FOUND organizationId"],
    [{ activityId: "act_unknown" }, "NOT_FOUND activityId"],
    [{ venueId: "mi_1" }, "INVALID_INPUT venueId"],
    [{ day: "2024-11-02" }, "INVALID_INPUT day"],
    [{ day: "2024-10-31" }, "INVALID_INPUT day"], // before they registered
    [{ hours: 0 }, "INVALID_INPUT hours"],
    [{ hours: -1 }, "INVALID_INPUT hours"],
    [{ hours: 24.5 }, "INVALID_INPUT hours"],
    [{ hours: 0.25 }, "INVALID_INPUT hours"],
    [{ clientKey: "" }, "INVALID_INPUT clientKey"],
  ])("is refused with %j", async (input, expected) => {
    expect(failure(await record(await agency.volunteer(), input))).toBe(expected);
  });

  it("belongs to an activity at the same place that was not called off", async () => {
    const one = await agency.volunteer();
    const activityId = await agency.activity({ venueId: COMMUNITY });
    expect(failure(await record(one, { activityId, venueId: STATION }))).toBe("INVALID_INPUT venueId");
    const { serviceRecord } = await record(one, { activityId, venueId: COMMUNITY });
    expect(serviceRecord.activity).toEqual({ id: activityId });
    await agency.act("cancelActivity", { activityId }, "activity { id }");
    expect(failure(await record(one, { activityId, venueId: COMMUNITY }))).toBe(
      "ILLEGAL_TRANSITION activityId",
    );
  });
});

describe("the client's key", () => {
  it("makes any number of simultaneous repeats one service", async () => {
    const one = await agency.volunteer();
    const input = { clientKey: "the-one", hours: 3 };
    const tries = await agency.atOnce(Array.from({ length: 6 }, () => () => record(one, input)));
    expect(tries.map(failure)).toEqual(Array(6).fill(""));
    expect(new Set(tries.map(({ serviceRecord }) => serviceRecord.id)).size).toBe(1);
    expect(tries.filter(({ created }) => created)).toHaveLength(1);
    const later = await record(one, input);
    expect(later).toMatchObject({
      created: false,
      serviceRecord: { volunteer: { personTimes: 1, hours: 3 } },
    });
  });

  it("is refused for another service", async () => {
    const one = await agency.volunteer();
    await record(one, { clientKey: "taken" });
    for (const other of [{ hours: 1 }, { venueId: HOSPITAL }, { field: "CHILD_CARE" }])
      expect(failure(await record(one, { clientKey: "taken", ...other }))).toBe("CONFLICT clientKey");
    expect(failure(await record(await agency.volunteer(), { clientKey: "taken" }))).toBe(
      "CONFLICT clientKey",
    );
  });

  it("still answers the first result when the activity has been called off since", async () => {
    const one = await agency.volunteer();
    const activityId = await agency.activity();
    const input = { activityId, clientKey: "before-the-cancel" };
    const first = await record(one, input);
    await agency.act("cancelActivity", { activityId }, "activity { id }");
    expect(await record(one, input)).toMatchObject({
      created: false,
      serviceRecord: { id: first.serviceRecord.id },
    });
  });
});

describe("stars", () => {
  it("follow the hours", async () => {
    const one = await agency.volunteer();
    for (let i = 0; i < 4; i++) await agency.service(one, { hours: 24 });
    expect((await record(one, { hours: 3.9 })).serviceRecord.volunteer).toMatchObject({
      hours: 99.9,
      starRating: 0,
    });
    expect((await record(one, { hours: 0.1 })).serviceRecord.volunteer).toMatchObject({
      hours: 100,
      starRating: 1,
    });
    const { volunteers } = await agency.query(
      "{ volunteers(filter: { minStarRating: 1 }) { totalCount nodes { id } } }",
    );
    expect(volunteers).toEqual({ totalCount: 1, nodes: [{ id: one }] });
  });
});

it("leaves every counter as the records have it", async () => {
  expect(await agency.differences()).toEqual([]);
});
