import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { AgencySide, PairingDocument, PairingEndReason, PairingStatus } from "../model/Pairing.ts";
import type { StationsCollections } from "./collections.ts";
import { mustFind } from "./mustFind.ts";

/**
 * Confirms a proposed pairing, by the side that did not propose it.
 * @throws UserFailure `NOT_FOUND`, `NOT_ELIGIBLE` (own proposal), `ILLEGAL_TRANSITION` (not proposed)
 */
export async function confirmPairing(
  { pairings }: StationsCollections,
  { pairingId, confirmedBy }: { pairingId: string; confirmedBy: AgencySide },
  now: Date,
): Promise<PairingDocument> {
  const confirmed = await pairings.findOneAndUpdate(
    { _id: pairingId, status: "PROPOSED", proposedBy: { $ne: confirmedBy } },
    { $set: { status: "CONFIRMED", confirmedAt: now } },
    { returnDocument: "after" },
  );
  if (confirmed) return confirmed;
  const present = await mustFind(pairings, pairingId, "pairingId");
  if (present.status === "PROPOSED") {
    const message = `the ${confirmedBy} side proposed this pairing; the other side confirms it`;
    throw new UserFailure("NOT_ELIGIBLE", message, "confirmedBy");
  }
  throw illegal(present.status, "PROPOSED");
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
  throw illegal((await mustFind(pairings, pairingId, "pairingId")).status, "PROPOSED or CONFIRMED");
}

function illegal(present: PairingStatus, allowed: string): UserFailure {
  return new UserFailure(
    "ILLEGAL_TRANSITION",
    `the pairing is ${present}; this needs ${allowed}`,
    "pairingId",
  );
}
