// Hospitals and stations each derive their half of the same referrals from this one list: it must be the same on every
// call, hang together in time, and leave both halves something to show.
import { describe, expect, it } from "vitest";
import { sampleReferrals } from "./referrals.ts";
import { sampleMedicalSocialWorkers } from "./socialWorkers.ts";

const DAY = 86_400_000;
const LAST_MOMENT = new Date("2024-10-31T16:00:00Z");

describe.each([0.01, 0.05, 1])("sample referrals at scale %d", (scale) => {
  const options = { seed: 20241001, scale };
  const referrals = sampleReferrals(options);

  it("are the same on every call", () => expect(sampleReferrals(options)).toEqual(referrals));

  it("come in the order they were sent, from workers in post at their institution", () => {
    const workers = new Map(sampleMedicalSocialWorkers(options).map((worker) => [worker.id, worker]));
    expect(referrals).toHaveLength(2_400 * scale);
    for (const [index, { id, sentAt, workerId, institutionId }] of referrals.entries()) {
      expect(id).toBe(`ref_${String(index + 1).padStart(6, "0")}`);
      expect(sentAt >= (referrals[index - 1]?.sentAt ?? sentAt)).toBe(true);
      const worker = workers.get(workerId);
      expect(worker?.workplaceId).toBe(institutionId);
      expect((worker?.since ?? "") <= sentAt.toISOString().slice(0, 10)).toBe(true);
    }
  });

  it("are sent, answered, completed and closed in this order, none of it after the last day", () => {
    for (const { course, sentAt, answeredAt, completedAt, endedAt } of referrals) {
      const moments = [sentAt, answeredAt, completedAt, endedAt].filter((moment) => moment !== null);
      expect(moments).toEqual([...moments].sort((a, b) => a.getTime() - b.getTime()));
      expect(new Set(moments.map(Number)).size).toBe(moments.length);
      expect(moments.every((moment) => moment <= LAST_MOMENT)).toBe(true);
      expect(answeredAt === null).toBe(course === "AWAITING" || course === "WITHDRAWN");
      expect(completedAt !== null).toBe(course === "COMPLETED" || course === "CLOSED");
      expect(endedAt !== null).toBe(course === "WITHDRAWN" || course === "CLOSED");
    }
  });

  it("ask for one to three different services", () => {
    for (const { needs } of referrals) {
      expect([1, 2, 3]).toContain(needs.length);
      expect(new Set(needs).size).toBe(needs.length);
    }
  });
});

describe("the course of sample referrals", () => {
  const referrals = sampleReferrals({ seed: 20241001, scale: 1 });
  const shareOf = (some: typeof referrals, courses: string[]) =>
    some.filter(({ course }) => courses.includes(course)).length / some.length;

  it("is mostly open for recent ones and mostly finished for older ones", () => {
    const since = new Date(LAST_MOMENT.getTime() - 21 * DAY);
    const recent = referrals.filter(({ sentAt }) => sentAt >= since);
    const older = referrals.filter(({ sentAt }) => sentAt < since);
    expect(shareOf(recent, ["AWAITING", "ACCEPTED", "IN_SERVICE"])).toBeGreaterThan(0.6);
    expect(shareOf(older, ["COMPLETED", "CLOSED"])).toBeGreaterThan(0.6);
    expect(shareOf(referrals, ["WITHDRAWN"])).toBeGreaterThan(0.02);
    expect(shareOf(referrals, ["WITHDRAWN"])).toBeLessThan(0.06);
  });

  it("leads home to the institution's own district for about six in ten", () => {
    const own = referrals.filter(({ institutionId, districtCode }) => institutionId.includes(districtCode));
    expect(own.length / referrals.length).toBeGreaterThan(0.55);
    expect(own.length / referrals.length).toBeLessThan(0.65);
  });
});
