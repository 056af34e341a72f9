/** Values of `enum IntakeStatus`. */
export type IntakeStatus = "ACCEPTED" | "DECLINED" | "IN_SERVICE" | "COMPLETED";

/** Values of `enum IntakeDeclineReason`. */
export type IntakeDeclineReason =
  | "OUTSIDE_SERVICE_AREA"
  | "NO_CAPACITY"
  | "SERVICE_NOT_OFFERED"
  | "CLIENT_DECLINED"
  | "CLIENT_UNREACHABLE";

/** Values of `enum IntakeOutcome`. */
export type IntakeOutcome =
  | "NEEDS_MET"
  | "NEEDS_PARTLY_MET"
  | "REFERRED_ONWARD"
  | "CLIENT_WITHDREW"
  | "LOST_CONTACT";

/** Values of `enum VisitKind`. */
export type VisitKind = "HOME_VISIT" | "STATION_VISIT" | "PHONE_CALL" | "ACCOMPANIED_APPOINTMENT";

export interface VisitRecord {
  id: string;
  kind: VisitKind;
  at: Date;
  workerId: string;
  /** Content of the request that recorded it; absent where no client did. */
  contentHash?: string;
}

/** Most visits of one intake: they are kept inside its document. */
export const MAX_VISITS = 60;

/** The acts on an intake and the states each is allowed from; `NONE`: no station has answered yet. */
export const INTAKE_TRANSITIONS = {
  accept: ["NONE"],
  decline: ["NONE", "ACCEPTED"],
  recordVisit: ["ACCEPTED", "IN_SERVICE"],
  complete: ["IN_SERVICE"],
} as const satisfies Record<string, readonly (IntakeStatus | "NONE")[]>;

/** The community's half of a referral. */
export interface IntakeDocument {
  _id: string;
  referralId: string;
  stationId: string;
  /** The worker in charge; `null` when the referral was declined outright. */
  workerId: string | null;
  districtCode: string;
  status: IntakeStatus;
  /** When the station first accepted or declined; `month` and `year` are of this moment, in Beijing. */
  answeredAt: Date;
  month: string;
  year: number;
  acceptedAt: Date | null;
  declinedAt: Date | null;
  declineReason: IntakeDeclineReason | null;
  visits: VisitRecord[];
  /** The ids of `visits` once more: FerretDB 1.x cannot ask that no element of `visits` has an id. */
  visitIds: string[];
  visitCount: number;
  outcome: IntakeOutcome | null;
  completedAt: Date | null;
}

/** A referral has at most one intake: the id follows from the referral's. */
export function intakeId(referralId: string): string {
  return `in_${referralId.replace(/^ref_/, "")}`;
}
