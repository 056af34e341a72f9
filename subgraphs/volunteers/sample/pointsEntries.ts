import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import type { PointsEntry } from "../model/PointsEntry.ts";
import { starRating } from "../model/starRating.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import { type Calendar, dayNumber, LAST_DAY } from "./calendar.ts";

const REASONS = ["应急任务表现突出", "带教新志愿者", "优秀服务案例", "全年出勤奖励"];
const [FROM, LAST] = [dayNumber("2024-09-15"), dayNumber(LAST_DAY)];

/**
 * About 1,200 awards and 1,800 redemptions (scale 1), of the last weeks; they change the volunteers' balances and the
 * benefits' counts as the acts would. Nobody spends more than half of what they have.
 */
export function samplePointsEntries(
  volunteers: readonly Volunteer[],
  benefits: readonly CourtesyBenefit[],
  calendar: Calendar,
  options: SampleOptions,
): PointsEntry[] {
  const random = new Random(options.seed, "points");
  const entries: PointsEntry[] = [];
  const active = volunteers.filter(
    ({ minutes, registeredOn }) => minutes > 0 && registeredOn < calendar.day(FROM),
  );
  if (active.length === 0) return entries;
  const enter = (
    volunteer: Volunteer,
    entry: Pick<PointsEntry, "kind" | "points" | "benefitId" | "reason">,
  ): void => {
    volunteer.pointsBalance += entry.points;
    entries.push({
      _id: `pe_${serial(entries.length + 1, 6)}`,
      volunteerId: volunteer._id,
      ...entry,
      enteredAt: calendar.at(random.int(FROM, LAST), random.int(8, 20)),
    });
  };
  for (let i = scaled(1_200, options); i > 0; i--) {
    const points = random.int(1, 20) * 10;
    enter(random.pick(active), { kind: "AWARD", points, benefitId: null, reason: random.pick(REASONS) });
  }
  const wanted = entries.length + scaled(1_800, options);
  for (let tries = wanted * 50; tries > 0 && entries.length < wanted; tries--) {
    const [volunteer, benefit] = [random.pick(active), random.pick(benefits)];
    const affordable = benefit.pointsCost * 2 <= volunteer.pointsBalance;
    const near = benefit.districtCode.slice(0, 2) === volunteer.districtCode.slice(0, 2);
    if (!affordable || !near || starRating(volunteer.minutes) < benefit.minStarRating) continue;
    benefit.redemptions += 1;
    enter(volunteer, {
      kind: "REDEMPTION",
      points: -benefit.pointsCost,
      benefitId: benefit._id,
      reason: null,
    });
  }
  return entries;
}
