import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkForeignId } from "../../kit/input/checkForeignId.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { FOREIGN_IDS } from "../model/foreignIds.ts";
import { type AgencySide, LIVE_STATUSES, type PairingDocument, pairingId } from "../model/Pairing.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

export interface ProposePairingInput {
  medicalWorkerId: string;
  communityWorkerId: string;
  proposedBy: AgencySide;
}

/**
 * Proposes a pairing. Of proposals that race, one gets through: all compute the same id.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND` (community worker), `NOT_ELIGIBLE` (not in post),
 *   `CONFLICT` when the two have a live pairing
 */
export async function proposePairing(
  collections: StationsCollections,
  { medicalWorkerId, communityWorkerId, proposedBy }: ProposePairingInput,
  now: Date,
): Promise<PairingDocument> {
  const { pairings, workers } = collections;
  checkForeignId(medicalWorkerId, "medicalWorkerId", FOREIGN_IDS.medicalWorker);
  const worker = await mustFind(workers, communityWorkerId, NAMED.communityWorker);
  if (worker.endedOn !== null) throw notInPost();
  const earlier = await pairings.find({ medicalWorkerId, communityWorkerId }).toArray();
  const live = earlier.find(({ status }) => LIVE_STATUSES.includes(status));
  if (live) throw alreadyPaired();
  const pairing: PairingDocument = {
    _id: pairingId(medicalWorkerId, communityWorkerId, earlier.length + 1),
    medicalWorkerId,
    communityWorkerId,
    districtCode: worker.districtCode,
    year: yearOf(chinaDay(now)),
    status: "PROPOSED",
    proposedBy,
    proposedAt: now,
    confirmedAt: null,
    endedAt: null,
    endReason: null,
  };
  try {
    await pairings.insertOne(pairing);
  } catch (error) {
    throw isDuplicateKey(error) ? alreadyPaired() : error;
  }
  return stillInPost(collections, pairing, now);
}

/** The worker may have left while the pairing was being proposed: then it must not outlive the assignment. */
async function stillInPost(
  { pairings, workers }: StationsCollections,
  pairing: PairingDocument,
  now: Date,
): Promise<PairingDocument> {
  const worker = await workers.findOne({ _id: pairing.communityWorkerId });
  if (worker?.endedOn === null) return pairing;
  const ending = { status: "DECLINED" as const, endedAt: now, endReason: "WORKER_LEFT" as const };
  await pairings.updateOne({ _id: pairing._id, status: "PROPOSED" }, { $set: ending });
  throw notInPost();
}

function notInPost(): UserFailure {
  return new UserFailure("NOT_ELIGIBLE", "the community social worker is not in post", "communityWorkerId");
}

function alreadyPaired(): UserFailure {
  return new UserFailure(
    "CONFLICT",
    "the two already have a pairing that is proposed or confirmed; end it first",
    "communityWorkerId",
  );
}
