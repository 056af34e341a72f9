import { illegalTransition } from "../../kit/acts/illegalTransition.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import {
  type AgencySide,
  LIVE_STATUSES,
  type PairingDocument,
  type PairingEndReason,
} from "../model/Pairing.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

/**
 * Confirms a proposed pairing, by the side that did not propose it.
 * @throws UserFailure `NOT_FOUND`, `NOT_ELIGIBLE` (own proposal), `ILLEGAL_TRANSITION` (not proposed)
 */
export function confirmPairing(
  { pairings }: StationsCollections,
  { pairingId, confirmedBy }: { pairingId: string; confirmedBy: AgencySide },
  now: Date,
): Promise<PairingDocument> {
  return transition(pairings, {
    ...NAMED.pairing,
    id: pairingId,
    from: ["PROPOSED"],
    condition: { proposedBy: { $ne: confirmedBy } },
    update: { $set: { status: "CONFIRMED", confirmedAt: now } },
    explain: () => {
      const message = `the ${confirmedBy} side proposed this pairing; the other side confirms it`;
      return new UserFailure("NOT_ELIGIBLE", message, "confirmedBy");
    },
  });
}

/**
 * Ends a confirmed pairing, or declines a proposed one.
 * @throws UserFailure `NOT_FOUND`, `ILLEGAL_TRANSITION` when it is already over
 */
export async function endPairing(
  { pairings }: StationsCollections,
  { pairingId, reason }: { pairingId: string; reason: PairingEndReason },
  now: Date,
): Promise<PairingDocument> {
  // Proposed first: one confirmed in between is still found by the second attempt.
  const steps = [
    ["PROPOSED", "DECLINED"],
    ["CONFIRMED", "ENDED"],
  ] as const;
  for (const [from, to] of steps) {
    const ended = await pairings.findOneAndUpdate(
      { _id: pairingId, status: from },
      { $set: { status: to, endedAt: now, endReason: reason } },
      { returnDocument: "after" },
    );
    if (ended) return ended;
  }
  const { status } = await mustFind(pairings, pairingId, NAMED.pairing);
  throw illegalTransition(NAMED.pairing, status, LIVE_STATUSES);
}
