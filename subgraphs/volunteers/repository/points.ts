import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNotBefore } from "../../kit/input/checkNotBefore.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";
import type { PointsEntry } from "../model/PointsEntry.ts";
import { MAX_STARS, minutesForStars, starRating } from "../model/starRating.ts";
import type { Collections } from "./collections.ts";
import { post, type Writing } from "./post.ts";
import { requireBenefit, requireVolunteer } from "./require.ts";
import { requireSameContent } from "./requireSameContent.ts";

/** `input OfferCourtesyBenefitInput`. */
export type OfferBenefit = Omit<CourtesyBenefit, "_id" | "redemptions">;

/** @throws UserFailure `INVALID_INPUT`, or `CONFLICT` when the same benefit is offered already */
export async function offerBenefit(
  { courtesyBenefits }: Collections,
  input: OfferBenefit,
  now: Date,
): Promise<CourtesyBenefit> {
  const { providerCreditCode, districtCode, validFrom, validUntil } = input;
  const title = checkText(input.title, "title", 100);
  checkNotBefore(validUntil, "validUntil", validFrom, "its first day");
  checkNotBefore(validUntil, "validUntil", chinaDay(now), "today");
  const benefit: CourtesyBenefit = {
    _id: derivedId("cb", providerCreditCode, districtCode, title, validFrom),
    title,
    providerCreditCode,
    districtCode,
    pointsCost: checkNumber(input.pointsCost, "pointsCost", 0, 1_000_000),
    minStarRating: checkNumber(input.minStarRating, "minStarRating", 0, MAX_STARS),
    validFrom,
    validUntil,
    redemptions: 0,
  };
  try {
    await courtesyBenefits.insertOne(benefit);
    return benefit;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new UserFailure("CONFLICT", "this organisation offers this benefit from this day already", "title");
  }
}

/** `input RedeemBenefitInput`. */
export interface RedeemBenefit {
  clientKey: string;
  volunteerId: string;
  benefitId: string;
}

export interface PointsResult {
  entry: PointsEntry;
  created: boolean;
}

const SAME: readonly (keyof PointsEntry & string)[] = [
  "kind",
  "volunteerId",
  "points",
  "benefitId",
  "reason",
];

/**
 * Spends points on a benefit. The balance and the stars are checked by the same write that takes the points.
 * @throws UserFailure `NOT_FOUND`, `NOT_ELIGIBLE`, `INSUFFICIENT_BALANCE`, or `CONFLICT` when the key was used before
 *   for something else
 */
export async function redeemBenefit(
  writing: Writing,
  input: RedeemBenefit,
  now: Date,
): Promise<PointsResult> {
  const benefit = await requireBenefit(writing.collections, input.benefitId);
  const entry: PointsEntry = {
    _id: derivedId("pe", "redeemBenefit", checkClientKey(input.clientKey)),
    volunteerId: input.volunteerId,
    kind: "REDEMPTION",
    points: 0 - benefit.pointsCost,
    benefitId: benefit._id,
    reason: null,
    enteredAt: now,
  };
  const earlier = await writing.collections.pointsEntries.findOne({ _id: entry._id });
  if (!earlier) requireValid(benefit, chinaDay(now));
  const result = await post(writing, "pointsEntries", entry, [
    {
      collection: "volunteers",
      filter: { _id: input.volunteerId },
      guard: {
        pointsBalance: { $gte: benefit.pointsCost },
        minutes: { $gte: minutesForStars(benefit.minStarRating).from },
      },
      inc: { pointsBalance: entry.points },
    },
    { collection: "courtesyBenefits", filter: { _id: benefit._id }, inc: { redemptions: 1 } },
  ]);
  if (result.rejected) throw await refusal(writing.collections, input.volunteerId, benefit);
  requireSameContent<PointsEntry>(result.entry, entry, SAME);
  return { entry: result.entry, created: result.created };
}

function requireValid({ validFrom, validUntil }: CourtesyBenefit, today: string): void {
  if (today >= validFrom && today <= validUntil) return;
  throw new UserFailure(
    "NOT_ELIGIBLE",
    `the benefit is valid from ${validFrom} to ${validUntil}`,
    "benefitId",
  );
}

async function refusal(
  collections: Collections,
  volunteerId: string,
  { minStarRating, pointsCost }: CourtesyBenefit,
): Promise<UserFailure> {
  const { minutes } = await requireVolunteer(collections, volunteerId);
  const stars = starRating(minutes);
  return stars < minStarRating
    ? new UserFailure("NOT_ELIGIBLE", `the benefit takes ${minStarRating} stars, not ${stars}`, "volunteerId")
    : new UserFailure("INSUFFICIENT_BALANCE", `the benefit costs ${pointsCost} points`, "volunteerId");
}

/** `input AwardPointsInput`. */
export interface AwardPoints {
  clientKey: string;
  volunteerId: string;
  points: number;
  reason: string;
}

/** @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, or `CONFLICT` when the key was used before for something else */
export async function awardPoints(writing: Writing, input: AwardPoints, now: Date): Promise<PointsResult> {
  const entry: PointsEntry = {
    _id: derivedId("pe", "awardPoints", checkClientKey(input.clientKey)),
    volunteerId: input.volunteerId,
    kind: "AWARD",
    points: checkNumber(input.points, "points", 1, 10_000),
    benefitId: null,
    reason: checkText(input.reason, "reason", 200),
    enteredAt: now,
  };
  const result = await post(writing, "pointsEntries", entry, [
    {
      collection: "volunteers",
      filter: { _id: input.volunteerId },
      inc: { pointsBalance: entry.points },
    },
  ]);
  if (result.rejected)
    throw new UserFailure("NOT_FOUND", "there is no volunteer with this id", "volunteerId");
  requireSameContent<PointsEntry>(result.entry, entry, SAME);
  return { entry: result.entry, created: result.created };
}
