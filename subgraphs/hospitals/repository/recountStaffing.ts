import { staffingOf } from "../model/staffing.ts";
import type { Collections } from "./collections.ts";

/**
 * Brings an institution's staffing in line with the workers in post there. Concurrent recounts are safe: each reads the
 * version before it counts and writes only if no other has written since, so the last one to write has counted last.
 */
export async function recountStaffing(
  { institutions, workers }: Collections,
  institutionId: string,
): Promise<void> {
  for (;;) {
    const institution = await institutions.findOne({ _id: institutionId });
    if (institution === null) return;
    const { populationServed, staffingVersion } = institution;
    const inPost = await workers.countDocuments({ institutionId, endedOn: null });
    const { matchedCount } = await institutions.updateOne(
      { _id: institutionId, staffingVersion },
      { $set: staffingOf(inPost, populationServed), $inc: { staffingVersion: 1 } },
    );
    if (matchedCount > 0) return;
  }
}

/**
 * The mark a worker's document carries from the moment the worker comes or goes until the institution is recounted:
 * written with the change itself, so a crash in between is made good when the subgraph settles. Names the act, so that
 * settling one act cannot take off the mark of another.
 */
export function recountMark(institutionId: string, act: "appointed" | "ended", day: string): string {
  return `${institutionId} ${act} ${day}`;
}

/** Recounts after a worker came or went, then takes the mark off. */
export async function settleRecount(collections: Collections, workerId: string, mark: string): Promise<void> {
  const [institutionId = ""] = mark.split(" ");
  await recountStaffing(collections, institutionId);
  await collections.workers.updateOne({ _id: workerId }, { $pull: { recountPending: mark } });
}

/** Finishes the recounts that a crash left pending. */
export async function settlePendingRecounts(collections: Collections): Promise<void> {
  const marked = await collections.workers.find({ recountPending: { $gt: "" } }).toArray();
  for (const worker of marked) {
    for (const mark of worker.recountPending ?? []) await settleRecount(collections, worker._id, mark);
  }
}
