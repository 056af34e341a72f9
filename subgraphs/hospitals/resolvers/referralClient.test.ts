// A referral may say who the client is: checked on the way in, and no message repeats what was wrong.
// Hospitals act on and find their own institution's referrals only.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Caller } from "../../kit/caller/Caller.ts";
import { callerWith } from "../../kit/testing/callers.ts";
import { failure, type HospitalsUnderTest, openHospitals } from "../testing/openHospitals.ts";

let subgraph: HospitalsUnderTest;
let institutionId: string;
beforeAll(async () => {
  subgraph = await openHospitals({ sample: null });
  institutionId = await subgraph.staffedHospital("msw_0001");
});
afterAll(() => subgraph[Symbol.asyncDispose]());

const CLIENT = {
  name: "样例患者",
  phone: "100-1234-5678",
  idNumber: "990000195003041230",
  address: "北京市昌平区联动示例路1号",
  birthDate: "1950-03-04",
  note: "请先打电话",
};
const SELECTION = "client { name phone idNumber address birthDate note }";
let number = 0;
const refer = (changes: object) =>
  subgraph.refer({ clientKey: `client-${++number}`, workerId: "msw_0001", ...changes });
const clientOf = async (id: string, by?: Caller) =>
  (await subgraph.query(`{ referral(id: "${id}") { ${SELECTION} } }`, {}, by)).referral?.client;

const STATION_WORKER = callerWith(["referral:read", "clear:stations", "clear:sensitive"], {
  agency: "stations",
  unit: "st_1",
  purpose: "continuity-of-care",
});

/** The client's name as a worker of station st_1 gets it where the stations say who accepted the referral, and when. */
async function nameIf(
  id: string,
  acceptedByStation: string | null,
  acceptedByStationAt: string | null = null,
) {
  const representation = { __typename: "Referral", id, acceptedByStation, acceptedByStationAt };
  const selection = `... on Referral { ${SELECTION} }`;
  const [entity] = await subgraph.entities([representation], selection, STATION_WORKER);
  return entity.client.name;
}

describe("a client", () => {
  it("is kept as given, trimmed; what was left out is null", async () => {
    const { referral } = await refer({ client: { ...CLIENT, name: " 样例患者 " } });
    expect(await clientOf(referral.id)).toEqual(CLIENT);
    const { referral: nameless } = await refer({});
    expect(await clientOf(nameless.id)).toBeNull();
    const { referral: named } = await refer({ client: { name: "样例患者" } });
    expect(await clientOf(named.id)).toMatchObject({ name: "样例患者", phone: null, idNumber: null });
  });

  it("is part of what a repeated act must repeat", async () => {
    const input = { clientKey: "client-same", client: CLIENT };
    expect(failure(await refer(input))).toBe("");
    expect((await refer(input)).created).toBe(false);
    expect(failure(await refer({ ...input, client: { ...CLIENT, name: "另一患者" } }))).toBe(
      "CONFLICT input.clientKey",
    );
  });

  it.each([
    ["name", " "],
    ["name", "患".repeat(51)],
    ["phone", "打给王小明"],
    ["phone", "1234"],
    ["idNumber", "990000195003041231"],
    ["idNumber", "99000019500304123"],
    ["address", "路".repeat(201)],
    ["birthDate", "1950-02-30"],
    ["birthDate", "2024-11-02"],
    ["birthDate", "1950-03-05"],
    ["note", "话".repeat(501)],
  ])("is refused with %s %j, which no message repeats", async (field, value) => {
    const payload = await refer({ client: { ...CLIENT, [field]: value } });
    expect(failure(payload)).toBe(`INVALID_INPUT input.client.${field}`);
    if (value.trim()) expect(JSON.stringify(payload)).not.toContain(value);
  });

  it("is the station's to know only where the stations say that it accepted", async () => {
    const { referral } = await refer({ client: CLIENT });
    expect(await nameIf(referral.id, "st_1")).toBe("样例患者");
    expect(await nameIf(referral.id, "st_2")).toBe("样*");
    expect(await nameIf(referral.id, null)).toBe("样*");
  });

  it("is no station's to know once the referral is withdrawn, whenever it was accepted", async () => {
    const { id } = (await refer({ client: CLIENT })).referral;
    expect(
      failure(await subgraph.act("withdrawReferral", { referralId: id, reason: "CLIENT_DECLINED" })),
    ).toBe("");
    expect(await nameIf(id, "st_1", "2020-01-01T00:00:00.000Z")).toBe("样*");
  });

  it("stays the station's to know after the hospital closed the referral, but is none of one's that accepts it then", async () => {
    const { id } = (await refer({ client: CLIENT })).referral;
    expect(failure(await subgraph.act("closeReferral", { referralId: id, followUpResult: "STABLE" }))).toBe(
      "",
    );
    expect(await nameIf(id, "st_1", "2020-01-01T00:00:00.000Z")).toBe("样例患者");
    expect(await nameIf(id, "st_1", "2999-01-01T00:00:00.000Z")).toBe("样*");
    expect(await nameIf(id, "st_1")).toBe("样*");
  });
});

describe("a hospital's worker", () => {
  const worker = (unit: string | null) =>
    callerWith(["referral:read", "hospitals:write"], { agency: "hospitals", unit });
  const outcome = async (name: string, input: object, unit: string | null) =>
    failure(await subgraph.act(name, input, "", worker(unit)));

  it("refers, withdraws and closes for their own institution only", async () => {
    const referral = {
      clientKey: "own",
      workerId: "msw_0001",
      clientCode: "P-7F3K2QXM",
      clientAgeBand: "FROM_60",
      reason: "DISCHARGE_FOLLOW_UP",
      needs: ["ELDERLY_CARE"],
      destinationCode: "110114",
    };
    for (const unit of ["mi_other", null]) {
      expect(await outcome("createReferral", referral, unit)).toBe("NOT_ELIGIBLE input.workerId");
    }
    expect(await outcome("createReferral", referral, institutionId)).toBe("");
    expect(await outcome("createReferral", referral, "mi_other")).toBe("NOT_ELIGIBLE input.workerId");
    const { id } = (await refer({})).referral;
    const withdrawal = { referralId: id, reason: "MOVED_AWAY" };
    expect(await outcome("withdrawReferral", withdrawal, "mi_other")).toBe("NOT_ELIGIBLE input.referralId");
    const closing = { referralId: id, followUpResult: "STABLE" };
    expect(await outcome("closeReferral", closing, "mi_other")).toBe("NOT_ELIGIBLE input.referralId");
    expect(await outcome("withdrawReferral", withdrawal, institutionId)).toBe("");
  });

  it("finds their own institution's referrals, whichever way they look; others and visitors find none", async () => {
    const { id } = (await refer({})).referral;
    const query = `{ referral(id: "${id}") { id } referrals(filter: { institutionId: "${institutionId}" }) { totalCount nodes { id } }
      medicalInstitution(id: "${institutionId}") { referrals { totalCount } }
      medicalSocialWorker(id: "msw_0001") { referrals { totalCount } } }`;
    const own = await subgraph.query(query, {}, worker(institutionId));
    expect(own.referral).toEqual({ id });
    expect(own.referrals.totalCount).toBeGreaterThan(0);
    expect(own.medicalInstitution.referrals.totalCount).toBe(own.referrals.totalCount);
    for (const caller of [
      worker("mi_other"),
      worker(null),
      callerWith([], { agency: "hospitals", unit: institutionId }),
    ]) {
      expect(await subgraph.query(query, {}, caller)).toEqual({
        referral: null,
        referrals: { totalCount: 0, nodes: [] },
        medicalInstitution: { referrals: { totalCount: 0 } },
        medicalSocialWorker: { referrals: { totalCount: 0 } },
      });
      const representation = { __typename: "Referral", id };
      expect(await subgraph.entities([representation], "... on Referral { id }", caller)).toEqual([null]);
    }
  });
});
