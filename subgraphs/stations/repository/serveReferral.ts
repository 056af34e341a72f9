import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { keyUsedOtherwise } from "../../kit/acts/keyUsedOtherwise.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import type { Caller } from "../../kit/caller/Caller.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import {
  INTAKE_TRANSITIONS,
  type IntakeDocument,
  type IntakeOutcome,
  intakeId,
  MAX_VISITS,
  type VisitKind,
  type VisitRecord,
} from "../model/Intake.ts";
import { mustActForStation } from "../model/intakeAccess.ts";
import type { StationsCollections } from "./collections.ts";
import { illegalIntakeStep } from "./illegalIntakeStep.ts";
import { mustBeInPostAt } from "./mustBeInPostAt.ts";
import { NAMED } from "./named.ts";

export interface RecordVisitInput {
  clientKey: string;
  referralId: string;
  workerId: string;
  kind: VisitKind;
  /** ISO 8601 with a zone. */
  at: string;
}

/**
 * Records a visit; idempotent by `clientKey`. The first visit puts the intake in service.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `NOT_ELIGIBLE` (worker, or not the caller's station), `ILLEGAL_TRANSITION`,
 *   `CAPACITY_FULL`, `CONFLICT` (key)
 */
export async function recordVisit(
  collections: StationsCollections,
  { clientKey, ...content }: RecordVisitInput,
  now: Date,
  caller: Caller,
): Promise<{ intake: IntakeDocument; visit: VisitRecord }> {
  const { intakes } = collections;
  const at = new Date(content.at);
  const digits = derivedDigits(12, "recordVisit", checkClientKey(clientKey));
  const hash = contentHash({ ...content, at });
  const visit: VisitRecord = {
    id: `vs_${digits}`,
    kind: content.kind,
    at,
    workerId: content.workerId,
    contentHash: hash,
  };
  const known = await mustFind(intakes, intakeId(content.referralId), NAMED.intake);
  mustActForStation(caller, known.stationId, "referralId");
  const repeated = findVisit(known, visit);
  if (repeated) return repeated;
  if (known.acceptedAt && (chinaDay(at) < chinaDay(known.acceptedAt) || at > now)) {
    throw invalidInput(
      `"at" must be between the day of acceptance, ${chinaDay(known.acceptedAt)}, and now`,
      "at",
    );
  }
  await mustBeInPostAt(collections, content.workerId, known.stationId);
  const intake = await intakes.findOneAndUpdate(
    {
      _id: known._id,
      status: { $in: [...INTAKE_TRANSITIONS.recordVisit] },
      visitCount: { $lt: MAX_VISITS },
      visitIds: { $ne: visit.id },
    },
    { $push: { visits: visit, visitIds: visit.id }, $inc: { visitCount: 1 }, $set: { status: "IN_SERVICE" } },
    { returnDocument: "after" },
  );
  return intake ? { intake, visit } : explainRefusal(await mustFind(intakes, known._id, NAMED.intake), visit);
}

function findVisit(intake: IntakeDocument, wanted: VisitRecord) {
  const visit = intake.visits.find(({ id }) => id === wanted.id);
  if (!visit) return null;
  if (visit.contentHash === wanted.contentHash) return { intake, visit };
  throw keyUsedOtherwise();
}

function explainRefusal(intake: IntakeDocument, visit: VisitRecord) {
  const repeated = findVisit(intake, visit);
  if (repeated) return repeated;
  if (intake.visitCount < MAX_VISITS) throw illegalIntakeStep(intake, "recordVisit");
  throw new UserFailure(
    "CAPACITY_FULL",
    `an intake holds at most ${MAX_VISITS} visits; complete it`,
    "referralId",
  );
}

/**
 * Completes the community's half. Repeating it with the same outcome changes nothing.
 * @throws UserFailure `NOT_FOUND`, `NOT_ELIGIBLE` (not the caller's station), `ILLEGAL_TRANSITION` when not in service
 */
export async function completeIntake(
  { intakes }: StationsCollections,
  { referralId, outcome }: { referralId: string; outcome: IntakeOutcome },
  now: Date,
  caller: Caller,
): Promise<IntakeDocument> {
  const { _id, stationId } = await mustFind(intakes, intakeId(referralId), NAMED.intake);
  mustActForStation(caller, stationId, "referralId");
  const completed = await intakes.findOneAndUpdate(
    { _id, status: { $in: [...INTAKE_TRANSITIONS.complete] } },
    { $set: { status: "COMPLETED", outcome, completedAt: now } },
    { returnDocument: "after" },
  );
  if (completed) return completed;
  const present = await mustFind(intakes, _id, NAMED.intake);
  if (present.status === "COMPLETED" && present.outcome === outcome) return present;
  throw illegalIntakeStep(present, "complete");
}
