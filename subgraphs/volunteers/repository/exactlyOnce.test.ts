// Whatever happens at the same time, and wherever a process dies, every act is carried out wholly and once, or not at
// all: afterwards the counters and summaries say exactly what the records say.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Random } from "../../kit/sample/Random.ts";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { openCollections } from "../repository/collections.ts";
import { awardPoints } from "../repository/points.ts";
import { type RecordService, recordService } from "../repository/recordService.ts";
import { registerVolunteer } from "../repository/registerVolunteer.ts";
import { settleAll } from "../repository/settleAll.ts";
import { signUpForActivity, withdrawSignUp } from "../repository/signUps.ts";
import { crashingStore } from "../testing/crashingStore.ts";
import { type Agency, COMMUNITY, failure, HOSPITAL, openAgency, STATION } from "../testing/openAgency.ts";

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency();
});
afterAll(() => agency[Symbol.asyncDispose]());

const NOW = new Date("2024-11-01T08:00:00Z");
/** The journal keeps its leases by the system's clock. */
const twoMinutesLater = () => new Date(Date.now() + 120_000);
const writing = (store: DocumentStore = agency.store) => ({ store, collections: openCollections(store) });

describe("at the same time", () => {
  it("services of several volunteers, some sent twice, are each counted once", async () => {
    const random = new Random(7, "services");
    const organizationId = await agency.organization();
    const all = await agency.atOnce(
      Array.from({ length: 4 }, () => () => agency.volunteer({ organizationId })),
    );
    const services = Array.from({ length: 30 }, (_, i) => ({
      ...agency.defaults.service(),
      clientKey: `mix-${i}`,
      volunteerId: random.pick(all),
      venueId: random.pick([HOSPITAL, STATION, COMMUNITY]),
      field: random.pick(["ELDERLY_CARE", "CHILD_CARE"]),
      hours: random.int(1, 80) / 10,
    }));
    const sent = random.sample([...services, ...services.slice(0, 10)], 40);
    const payloads = await agency.atOnce(
      sent.map((input) => () => agency.act("recordService", input, "created serviceRecord { id }")),
    );
    expect(payloads.map(failure)).toEqual(Array(40).fill(""));
    expect(payloads.filter(({ created }) => created)).toHaveLength(30);
    expect(await agency.differences()).toEqual([]);
    const { volunteering } = await agency.query("{ volunteering { personTimes hours } }");
    const hours = services.reduce((sum, service) => sum + Math.round(service.hours * 10), 0) / 10;
    expect(volunteering).toEqual({ personTimes: 30, hours });
  });
});

describe("when the process dies in the middle", () => {
  /** Runs an act on processes that die after 0, 1, 2 … writes, until one survives; then somebody cleans up. */
  async function dieEverywhere(
    act: (process: ReturnType<typeof writing>, attempt: number) => Promise<unknown>,
  ) {
    let deaths = 0;
    for (let survived = false; !survived; deaths++) {
      const outcome = await act(writing(crashingStore(agency.store, deaths)), deaths).then(
        () => "survived",
        (error: Error) => error.message,
      );
      expect(["survived", "the process has died"]).toContain(outcome);
      survived = outcome === "survived";
    }
    await settleAll(writing(), twoMinutesLater);
    expect(await settleAll(writing(), twoMinutesLater)).toBe(0);
    expect(await agency.differences()).toEqual([]);
    return deaths - 1;
  }

  it("a service is recorded wholly or not at all", async () => {
    const volunteerId = await agency.volunteer();
    const before = await agency.query("{ volunteering { personTimes } }");
    const input = (attempt: number): RecordService => ({
      ...agency.defaults.service(),
      field: "ENVIRONMENT",
      clientKey: `crash-${attempt}`,
      volunteerId,
    });
    const deaths = await dieEverywhere((process, attempt) => recordService(process, input(attempt), NOW));
    expect(deaths).toBeGreaterThan(10);
    // Only the very first process died before anything was written; its client sends the service again.
    const after = await agency.query("{ volunteering { personTimes } }");
    expect(after.volunteering.personTimes - before.volunteering.personTimes).toBe(deaths);
    const again = await agency.act("recordService", { ...input(0) }, "created");
    expect(again.created).toBe(true);
    const repeated = await agency.act("recordService", { ...input(3) }, "created");
    expect(repeated).toMatchObject({ created: false, userErrors: [] });
  });

  it("a venue remembers the latest day all the same", async () => {
    const volunteerId = await agency.volunteer();
    const collections = openCollections(agency.store);
    await collections.volunteers.updateOne({ _id: volunteerId }, { $set: { registeredOn: "2024-10-01" } });
    await agency.service(volunteerId, { day: "2024-10-02" });
    const later = {
      ...agency.defaults.service(),
      field: "ENVIRONMENT" as const,
      volunteerId,
      day: "2024-10-30",
    };
    const dying = writing(crashingStore(agency.store, 4));
    await expect(recordService(dying, later, NOW)).rejects.toThrow("died");
    await settleAll(writing(), twoMinutesLater);
    const served = () => collections.venueVolunteers.findOne({ volunteerId });
    expect(await served()).toMatchObject({ lastDay: "2024-10-30", times: 2 });
    await agency.service(volunteerId, { day: "2024-10-31" });
    await agency.service(volunteerId, { day: "2024-10-05" });
    expect(await served()).toMatchObject({ lastDay: "2024-10-31", times: 4 });
  });

  it("a sign-up left halfway cannot be withdrawn before it is finished", async () => {
    const key = { activityId: await agency.activity({ capacity: 1 }), volunteerId: await agency.volunteer() };
    const places = async () =>
      (await openCollections(agency.store).activities.findOne({ _id: key.activityId }))?.placesLeft;
    await expect(signUpForActivity(writing(crashingStore(agency.store, 1)), key, NOW)).rejects.toThrow(
      "died",
    );
    expect(failure(await agency.act("withdrawSignUp", key, "signUp { id }"))).toBe(
      "ILLEGAL_TRANSITION volunteerId",
    );
    expect(await places()).toBe(1);
    await settleAll(writing(), twoMinutesLater);
    expect(await places()).toBe(0);
    expect(failure(await agency.act("withdrawSignUp", key, "signUp { id }"))).toBe("");
    expect(await places()).toBe(1);
  });

  it("so are registrations, awards, sign-ups and withdrawals", async () => {
    const organizationId = await agency.organization({ kind: "HOSPITAL_TEAM", hostId: HOSPITAL });
    const volunteerId = await agency.volunteer({ organizationId });
    await dieEverywhere((process, attempt) =>
      registerVolunteer(
        process,
        { ...agency.defaults.person(), gender: "FEMALE", clientKey: `born-${attempt}`, organizationId },
        NOW,
      ),
    );
    await dieEverywhere((process, attempt) =>
      awardPoints(process, { volunteerId, points: 10, reason: "带教", clientKey: `award-${attempt}` }, NOW),
    );
    const activityId = await agency.activity({ capacity: 50 });
    const people = await agency.atOnce(
      Array.from({ length: 12 }, () => () => agency.volunteer({ organizationId })),
    );
    const one = (attempt: number) => ({ activityId, volunteerId: people[attempt] as string });
    await dieEverywhere((process, attempt) => signUpForActivity(process, one(attempt), NOW));
    // Those whose process died before anything was written sign up again; the others are signed up already.
    await agency.atOnce(
      people.map((id) => async () => {
        await agency.act("signUpForActivity", { activityId, volunteerId: id }, "signUp { id }");
      }),
    );
    await dieEverywhere((process, attempt) => withdrawSignUp(process, one(attempt), NOW));
  });
});
