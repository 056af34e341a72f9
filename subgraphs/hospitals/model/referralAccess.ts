import type { Filter } from "mongodb";
import { type Caller, hasScope } from "../../kit/caller/Caller.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { isEmergency } from "../../kit/privacy/mayBeClear.ts";
import { mayActFor, readableUnits } from "../../kit/privacy/unitPolicy.ts";
import type { ReferralDocument } from "./Referral.ts";

/**
 * Which referrals a caller may find here: a hospital's worker those of their institution, a station's worker those that are
 * open (any station may take one over), anybody else with `unit:any` all; `null` for none.
 */
function findableReferrals(caller: Caller): Filter<ReferralDocument> | null {
  if (!hasScope(caller, "referral:read") && !isEmergency(caller)) return null;
  const own = readableUnits(caller, "hospitals");
  if (own === "all") return {};
  if (own) return { institutionId: own.unit };
  return caller.agency === "stations" ? { hospitalStatus: "SENT" } : null;
}

/** The store's condition for what the caller may find; one that nothing meets where that is nothing. */
export const onlyFindable = (caller: Caller): Filter<ReferralDocument> =>
  findableReferrals(caller) ?? { _id: { $in: [] } };

/** Whether a caller may find this referral; the same rule as {@link findableReferrals}. */
export function mayFindReferral(caller: Caller, referral: ReferralDocument): boolean {
  const conditions = findableReferrals(caller);
  if (!conditions) return false;
  return Object.entries(conditions).every(
    ([field, value]) => referral[field as keyof ReferralDocument] === value,
  );
}

/**
 * Whether a caller may read a referral that another agency led them to. A station's worker comes from an intake, which the
 * stations show to its own station only: then it may be closed by now.
 */
export function mayFollowToReferral(caller: Caller, referral: ReferralDocument): boolean {
  const isStations = caller.agency === "stations" && hasScope(caller, "referral:read");
  return isStations || mayFindReferral(caller, referral);
}

/** @throws UserFailure `NOT_ELIGIBLE` unless the caller acts for this institution */
export function mustActForInstitution(caller: Caller, institutionId: string, field: string): void {
  if (mayActFor(caller, "hospitals", institutionId)) return;
  throw new UserFailure(
    "NOT_ELIGIBLE",
    "only its own institution's workers may do this for a referral",
    field,
  );
}
