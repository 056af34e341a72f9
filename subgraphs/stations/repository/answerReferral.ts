import { mustFind } from "../../kit/acts/mustFind.ts";
import type { Caller } from "../../kit/caller/Caller.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkForeignId } from "../../kit/input/checkForeignId.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { monthOf } from "../../kit/time/monthOf.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { FOREIGN_IDS } from "../model/foreignIds.ts";
import { type IntakeDeclineReason, type IntakeDocument, intakeId } from "../model/Intake.ts";
import { mustActForStation } from "../model/intakeAccess.ts";
import type { StationDocument } from "../model/Station.ts";
import type { StationsCollections } from "./collections.ts";
import { illegalIntakeStep } from "./illegalIntakeStep.ts";
import { mustBeInPostAt } from "./mustBeInPostAt.ts";
import { NAMED } from "./named.ts";

export interface AcceptReferralInput {
  referralId: string;
  stationId: string;
  workerId: string;
}

/**
 * Accepts a referral; of stations that race for it one gets it. Repeating the acceptance before the first
 * visit answers the intake.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `NOT_ELIGIBLE` (worker, or not the caller's station),
 *   `ILLEGAL_TRANSITION` (already answered)
 */
export async function acceptReferral(
  collections: StationsCollections,
  { referralId, stationId, workerId }: AcceptReferralInput,
  now: Date,
  caller: Caller,
): Promise<IntakeDocument> {
  checkForeignId(referralId, "referralId", FOREIGN_IDS.referral);
  const station = await mustFind(collections.stations, stationId, NAMED.station);
  mustActForStation(caller, station._id, "stationId");
  await mustBeInPostAt(collections, workerId, station._id);
  const intake: IntakeDocument = {
    ...answer(referralId, station, now),
    workerId,
    status: "ACCEPTED",
    acceptedAt: now,
  };
  const present = await insertAnswer(collections, intake);
  if (present === null) return intake;
  const isSame =
    present.status === "ACCEPTED" && present.stationId === stationId && present.workerId === workerId;
  if (isSame) return present;
  throw illegalIntakeStep(present, "accept");
}

export interface DeclineReferralInput {
  referralId: string;
  stationId: string;
  reason: IntakeDeclineReason;
}

/**
 * Declines a referral outright, or hands it back before the first visit (by the station that accepted it).
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND` (station), `ILLEGAL_TRANSITION`, `NOT_ELIGIBLE` (another station's)
 */
export async function declineReferral(
  collections: StationsCollections,
  { referralId, stationId, reason }: DeclineReferralInput,
  now: Date,
  caller: Caller,
): Promise<IntakeDocument> {
  checkForeignId(referralId, "referralId", FOREIGN_IDS.referral);
  const station = await mustFind(collections.stations, stationId, NAMED.station);
  mustActForStation(caller, station._id, "stationId");
  const declining = { status: "DECLINED" as const, declinedAt: now, declineReason: reason };
  const intake: IntakeDocument = { ...answer(referralId, station, now), ...declining };
  if ((await insertAnswer(collections, intake)) === null) return intake;
  const handedBack = await collections.intakes.findOneAndUpdate(
    { _id: intake._id, status: "ACCEPTED", stationId },
    { $set: declining },
    { returnDocument: "after" },
  );
  if (handedBack) return handedBack;
  const present = await mustFind(collections.intakes, intake._id, NAMED.intake);
  if (present.status !== "ACCEPTED") throw illegalIntakeStep(present, "decline");
  const message = "another station accepted this referral; only that station can hand it back";
  throw new UserFailure("NOT_ELIGIBLE", message, "stationId");
}

function answer(referralId: string, station: StationDocument, now: Date): IntakeDocument {
  return {
    _id: intakeId(referralId),
    referralId,
    stationId: station._id,
    workerId: null,
    districtCode: station.districtCode,
    status: "ACCEPTED",
    answeredAt: now,
    month: monthOf(chinaDay(now)),
    year: yearOf(chinaDay(now)),
    acceptedAt: null,
    declinedAt: null,
    declineReason: null,
    visits: [],
    visitIds: [],
    visitCount: 0,
    outcome: null,
    completedAt: null,
  };
}

/** `null` when this is the first answer to the referral, else the intake that was there before. */
async function insertAnswer(
  { intakes }: StationsCollections,
  intake: IntakeDocument,
): Promise<IntakeDocument | null> {
  try {
    await intakes.insertOne(intake);
    return null;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return mustFind(intakes, intake._id, NAMED.intake);
  }
}
