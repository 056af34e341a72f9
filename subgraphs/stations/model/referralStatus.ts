import type { IntakeStatus } from "./Intake.ts";

/** Values of `enum HospitalReferralStatus`: the hospital's half. */
export const HOSPITAL_STATUSES = ["SENT", "WITHDRAWN", "CLOSED"] as const;
export type HospitalReferralStatus = (typeof HOSPITAL_STATUSES)[number];

/** Values of `enum ReferralStatus`. */
export type ReferralStatus =
  | "AWAITING_INTAKE"
  | "ACCEPTED"
  | "DECLINED"
  | "IN_SERVICE"
  | "COMPLETED"
  | "CLOSED"
  | "WITHDRAWN";

const JOINED: Record<HospitalReferralStatus, Record<IntakeStatus | "NONE", ReferralStatus>> = {
  SENT: {
    NONE: "AWAITING_INTAKE",
    ACCEPTED: "ACCEPTED",
    DECLINED: "DECLINED",
    IN_SERVICE: "IN_SERVICE",
    COMPLETED: "COMPLETED",
  },
  WITHDRAWN: {
    NONE: "WITHDRAWN",
    ACCEPTED: "WITHDRAWN",
    DECLINED: "WITHDRAWN",
    IN_SERVICE: "WITHDRAWN",
    COMPLETED: "COMPLETED",
  },
  CLOSED: {
    NONE: "CLOSED",
    ACCEPTED: "ACCEPTED",
    DECLINED: "CLOSED",
    IN_SERVICE: "IN_SERVICE",
    COMPLETED: "CLOSED",
  },
};

/**
 * A referral's status, joined from the halves of two agencies, neither of which can change the other's.
 *
 * | hospital ↓ intake → | none            | ACCEPTED  | DECLINED  | IN_SERVICE | COMPLETED |
 * | ------------------- | --------------- | --------- | --------- | ---------- | --------- |
 * | SENT                | AWAITING_INTAKE | ACCEPTED  | DECLINED  | IN_SERVICE | COMPLETED |
 * | WITHDRAWN           | WITHDRAWN       | WITHDRAWN | WITHDRAWN | WITHDRAWN  | COMPLETED |
 * | CLOSED              | CLOSED          | ACCEPTED  | CLOSED    | IN_SERVICE | CLOSED    |
 *
 * While the hospital waits, the station's half speaks. A withdrawal wins, except over service that was
 * already completed: what happened stays visible. A hospital's closing does not hide that a station is
 * still at work; with nobody at work any more, it closes the whole.
 */
export function joinReferralStatus(
  hospitalStatus: HospitalReferralStatus,
  intakeStatus: IntakeStatus | null,
): ReferralStatus {
  return JOINED[hospitalStatus][intakeStatus ?? "NONE"];
}
