import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import type { WorkerDocument } from "../model/Worker.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

export interface EndAssignmentInput {
  workerId: string;
  endedOn: string;
}

/**
 * Ends a worker's assignment and, with it, the worker's live pairings. A crash in between is settled by
 * {@link settleLeaving}. Open intakes stay with the station, where any colleague may go on.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `ILLEGAL_TRANSITION` when already ended on another day
 */
export async function endAssignment(
  collections: StationsCollections,
  { workerId, endedOn }: EndAssignmentInput,
  now: Date,
): Promise<WorkerDocument> {
  const { workers } = collections;
  const known = await mustFind(workers, workerId, NAMED.worker);
  checkPastDay(endedOn, "endedOn", chinaDay(now), known.assignedOn);
  const left = await workers.findOneAndUpdate(
    { _id: workerId, endedOn: null, assignedOn: known.assignedOn },
    { $set: { endedOn, leavingAt: now } },
    { returnDocument: "after" },
  );
  if (left) {
    await endPairingsOf(collections, workerId, now);
    return { ...left, leavingAt: null };
  }
  const present = await mustFind(workers, workerId, NAMED.worker);
  if (present.endedOn === endedOn) return present;
  throw new UserFailure(
    "ILLEGAL_TRANSITION",
    present.endedOn === null
      ? "the worker has been assigned anew; read the assignment again"
      : `the assignment already ended, on ${present.endedOn}`,
    "workerId",
  );
}

/** A leaving that has lain so long was interrupted, in milliseconds. */
const INTERRUPTED_MS = 60_000;

/** Finishes the leavings a crash interrupted. */
export async function settleLeaving(collections: StationsCollections, now: Date): Promise<void> {
  const longAgo = new Date(now.getTime() - INTERRUPTED_MS);
  const leaving = await collections.workers
    .find({ leavingAt: { $gt: new Date(0), $lte: longAgo } })
    .toArray();
  for (const { _id, leavingAt } of leaving) {
    if (leavingAt) await endPairingsOf(collections, _id, leavingAt);
  }
}

async function endPairingsOf(
  { workers, pairings }: StationsCollections,
  id: string,
  at: Date,
): Promise<void> {
  const ending = { endedAt: at, endReason: "WORKER_LEFT" as const };
  // Those of a later assignment stay.
  const of = (status: "PROPOSED" | "CONFIRMED") => ({
    communityWorkerId: id,
    status,
    proposedAt: { $lte: at },
  });
  // Proposed first: one confirmed in between is still found by the second update.
  await pairings.updateMany(of("PROPOSED"), { $set: { status: "DECLINED", ...ending } });
  await pairings.updateMany(of("CONFIRMED"), { $set: { status: "ENDED", ...ending } });
  await workers.updateOne({ _id: id, leavingAt: at }, { $set: { leavingAt: null } });
}
