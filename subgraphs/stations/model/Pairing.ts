/** Values of `enum PairingStatus`. */
export type PairingStatus = "PROPOSED" | "CONFIRMED" | "ENDED" | "DECLINED";

/** Values of `enum AgencySide`. */
export type AgencySide = "HOSPITAL" | "COMMUNITY";

/** Values of `enum PairingEndReason`. */
export type PairingEndReason =
  | "SERVICE_FINISHED"
  | "WORKER_LEFT"
  | "FIELDS_DO_NOT_FIT"
  | "NO_CAPACITY"
  | "OTHER";

/** A pairing counts as live until it is ended or declined. */
export const LIVE_STATUSES: readonly PairingStatus[] = ["PROPOSED", "CONFIRMED"];

/** The docking (对接) of a medical and a community social worker. */
export interface PairingDocument {
  _id: string;
  medicalWorkerId: string;
  communityWorkerId: string;
  /** Where the community social worker was in post when it was proposed. */
  districtCode: string;
  year: number;
  status: PairingStatus;
  proposedBy: AgencySide;
  proposedAt: Date;
  confirmedAt: Date | null;
  endedAt: Date | null;
  endReason: PairingEndReason | null;
}

/**
 * The id of the `number`-th pairing (from 1) of two workers. Being the same for everyone who proposes at the
 * same moment, it lets only one of them through: two workers have at most one live pairing.
 */
export function pairingId(medicalWorkerId: string, communityWorkerId: string, number: number): string {
  return `pr_${medicalWorkerId.slice("msw_".length)}_${communityWorkerId.slice("csw_".length)}_${number}`;
}
