// An activity is published with a number of places, people sign up and withdraw, and it is completed or cancelled.
// However many sign up at once, the places are never exceeded and none is lost.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openCollections } from "../repository/collections.ts";
import { type Agency, failure, openAgency } from "../testing/openAgency.ts";

let agency: Agency;
beforeAll(async () => {
  agency = await openAgency();
});
afterAll(() => agency[Symbol.asyncDispose]());

const signUp = (activityId: string, volunteerId: string) =>
  agency.act("signUpForActivity", { activityId, volunteerId }, "signUp { id status volunteer { id } }");
const withdraw = (activityId: string, volunteerId: string) =>
  agency.act("withdrawSignUp", { activityId, volunteerId }, "signUp { status withdrawnAt }");
const people = async (count: number): Promise<string[]> => {
  const organizationId = await agency.organization();
  return agency.atOnce(Array.from({ length: count }, () => () => agency.volunteer({ organizationId })));
};
const state = async (id: string) =>
  (
    await agency.query(
      "query ($id: ID!) { activity(id: $id) { status capacity signedUp signUps { totalCount nodes { volunteer { id } } } } }",
      { id },
    )
  ).activity;
/** As if the activity's time had come. */
const begin = (id: string) =>
  openCollections(agency.store).activities.updateOne(
    { _id: id },
    { $set: { startsAt: new Date("2024-10-30T01:00:00Z") } },
  );

describe("publishing", () => {
  const publish = async (input: object) =>
    agency.act(
      "publishActivity",
      { ...agency.defaults.activity(), organizationId: await agency.organization(), ...input },
      "activity { id status signedUp venue { __typename } }",
    );

  it("opens it for sign-up at its venue", async () => {
    const { activity } = await publish({ venueId: "cm_110114_01" });
    expect(activity).toMatchObject({ status: "OPEN", signedUp: 0, venue: { __typename: "Community" } });
  });

  it.each([
    [{ organizationId: "vo_unknown" }, "NOT_FOUND organizationId"],
    [{ title: " " }, "INVALID_INPUT title"],
    [{ venueId: "hall" }, "INVALID_INPUT venueId"],
    [{ capacity: 0 }, "INVALID_INPUT capacity"],
    [{ startsAt: "2024-10-31T01:00:00Z" }, "INVALID_INPUT startsAt"],
    [{ endsAt: "2024-11-10T01:00:00Z" }, "INVALID_INPUT endsAt"],
    [{ endsAt: "2024-11-14T01:00:00Z" }, "INVALID_INPUT endsAt"],
  ])("is refused with %j", async (input, expected) => {
    expect(failure(await publish(input))).toBe(expected);
  });

  it("does not publish the same activity twice", async () => {
    const input = { organizationId: await agency.organization(), title: "清洁日" };
    const tries = await agency.atOnce([() => publish(input), () => publish(input)]);
    expect(tries.map(failure).sort()).toEqual(["", "CONFLICT title"]);
  });
});

describe("signing up", () => {
  it("never takes more places than there are, and loses none", async () => {
    const activityId = await agency.activity({ capacity: 5 });
    const all = await people(12);
    const results = await agency.atOnce(all.map((id) => () => signUp(activityId, id)));
    expect(results.filter((one) => failure(one) === "")).toHaveLength(5);
    expect(results.filter((one) => failure(one) === "CAPACITY_FULL activityId")).toHaveLength(7);
    expect(await state(activityId)).toMatchObject({ signedUp: 5, signUps: { totalCount: 5 } });
  });

  it("takes one place for one volunteer, however often they press the button", async () => {
    const activityId = await agency.activity();
    const [one = ""] = await people(1);
    const results = await agency.atOnce(Array.from({ length: 6 }, () => () => signUp(activityId, one)));
    expect(results.filter((each) => failure(each) === "")).toHaveLength(1);
    expect(results.filter((each) => failure(each) === "CONFLICT volunteerId")).toHaveLength(5);
    expect((await state(activityId)).signedUp).toBe(1);
  });

  it("gives a withdrawn place back once, and lets the volunteer come again", async () => {
    const activityId = await agency.activity({ capacity: 1 });
    const [one = "", two = ""] = await people(2);
    await signUp(activityId, one);
    const tries = await agency.atOnce(Array.from({ length: 3 }, () => () => withdraw(activityId, one)));
    expect(tries.filter((each) => failure(each) === "")).toHaveLength(1);
    expect(tries.find((each) => failure(each) === "").signUp).toEqual({
      status: "WITHDRAWN",
      withdrawnAt: "2024-11-01T08:00:00.000Z",
    });
    expect(await state(activityId)).toMatchObject({ signedUp: 0, signUps: { totalCount: 0 } });
    const again = await agency.atOnce([one, two].map((id) => () => signUp(activityId, id)));
    expect(again.map(failure).sort()).toEqual(["", "CAPACITY_FULL activityId"]);
    const mine = await agency.query(
      "query ($id: ID!) { volunteer(id: $id) { signUps { nodes { status activity { id } } } } }",
      { id: one },
    );
    expect(mine.volunteer.signUps.nodes).toContainEqual({
      status: "WITHDRAWN",
      activity: { id: activityId },
    });
  });

  it("names what is missing", async () => {
    const activityId = await agency.activity();
    const [one = ""] = await people(1);
    expect(failure(await signUp("act_unknown", one))).toBe("NOT_FOUND activityId");
    expect(failure(await signUp(activityId, "vol_unknown"))).toBe("NOT_FOUND volunteerId");
    expect(failure(await withdraw(activityId, one))).toBe("NOT_FOUND volunteerId");
    expect(failure(await withdraw("act_unknown", one))).toBe("NOT_FOUND activityId");
  });

  it("ends when the activity starts or is called off", async () => {
    const [one = ""] = await people(1);
    const started = await agency.activity();
    await begin(started);
    expect(failure(await signUp(started, one))).toBe("ILLEGAL_TRANSITION activityId");
    const off = await agency.activity();
    await signUp(off, one);
    await agency.act("cancelActivity", { activityId: off }, "activity { id }");
    expect(failure(await signUp(off, (await people(1))[0] as string))).toBe("ILLEGAL_TRANSITION activityId");
    expect(failure(await withdraw(off, one))).toBe("ILLEGAL_TRANSITION activityId");
  });
});

describe("its end", () => {
  const end = (name: "cancelActivity" | "completeActivity", activityId: string) =>
    agency.act(name, { activityId }, "activity { status }");

  it("is either completed or cancelled, once", async () => {
    const activityId = await agency.activity();
    await begin(activityId);
    const tries = await agency.atOnce([
      () => end("cancelActivity", activityId),
      () => end("completeActivity", activityId),
    ]);
    expect(tries.map(failure).sort()).toEqual(["", "ILLEGAL_TRANSITION activityId"]);
    const refused = tries.find((one) => one.userErrors.length > 0);
    expect(refused.userErrors[0].message).toMatch(/CANCELLED|COMPLETED/);
  });

  it("is not completed before it has started, and needs an activity", async () => {
    expect(failure(await end("completeActivity", await agency.activity()))).toBe(
      "ILLEGAL_TRANSITION activityId",
    );
    expect(failure(await end("completeActivity", "act_unknown"))).toBe("NOT_FOUND activityId");
    expect(failure(await end("cancelActivity", "act_unknown"))).toBe("NOT_FOUND activityId");
  });
});

it("leaves every counter as the sign-ups have it", async () => {
  expect(await agency.differences()).toEqual([]);
});
