import { type Caller, hasScope } from "../../kit/caller/Caller.ts";
import { isEmergency } from "../../kit/privacy/mayBeClear.ts";
import { readableUnits } from "../../kit/privacy/unitPolicy.ts";
import type { ReferralDocument } from "./Referral.ts";

/** Who the client of a referral is; known to the hospital only as far as it was told. */
export interface ClientDetails {
  name: string;
  phone: string | null;
  idNumber: string | null;
  address: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
  note: string | null;
}

/** A client with what decides who may know who they are. */
export interface ReferralClient extends ClientDetails {
  /** The institution that referred them. */
  institutionId: string;
  /** The station whose acceptance stands; `null` while there is none. */
  acceptedByStation: string | null;
}

/** The stations' word on who accepted a referral. */
export interface Acceptance {
  acceptedByStation?: string | null | undefined;
  /** ISO 8601. */
  acceptedByStationAt?: string | null | undefined;
}

/**
 * The station whose acceptance gives it a reason to know the client. None does of a referral that the hospital has withdrawn (the
 * client may have declined), nor where the hospital had closed it before: stations cannot see that when they accept.
 */
export function standingAcceptance(
  { hospitalStatus, closedAt }: Pick<ReferralDocument, "hospitalStatus" | "closedAt">,
  { acceptedByStation = null, acceptedByStationAt }: Acceptance,
): string | null {
  if (hospitalStatus === "WITHDRAWN") return null;
  if (closedAt === null) return acceptedByStation;
  return acceptedByStationAt && Date.parse(acceptedByStationAt) <= closedAt.getTime()
    ? acceptedByStation
    : null;
}

/**
 * Whether a caller may know who the client is, on top of scope and purpose: a worker of the institution that referred them, or
 * of the station that has accepted them. A rule across two agencies: without the stations' word nobody of theirs may (and the gateway does not even ask).
 */
export function mayKnowClient(
  { institutionId, acceptedByStation }: Pick<ReferralClient, "institutionId" | "acceptedByStation">,
  caller: Caller,
): boolean {
  if (isEmergency(caller)) return true;
  const { agency, unit } = caller;
  if (agency === "stations") {
    return hasScope(caller, "clear:stations") && unit !== null && unit === acceptedByStation;
  }
  const own = readableUnits(caller, "hospitals");
  return hasScope(caller, "clear:hospitals") && (own === "all" || own?.unit === institutionId);
}
