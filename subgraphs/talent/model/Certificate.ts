import { addDays } from "../../kit/time/addDays.ts";
import { addMonths } from "../../kit/time/addMonths.ts";
import { addYears } from "../../kit/time/addYears.ts";

/** Lowest first. */
export const CERTIFICATE_LEVELS = [
  "ASSISTANT_SOCIAL_WORKER",
  "SOCIAL_WORKER",
  "SENIOR_SOCIAL_WORKER",
] as const;
export type CertificateLevel = (typeof CERTIFICATE_LEVELS)[number];

export type CertificateRegistrationStatus = "UNREGISTERED" | "VALID" | "EXPIRED" | "LAPSED";

/** What is stored of a certificate, inside its holder's document; its status is computed, never stored. */
export interface CertificateRecord {
  passedOn: string;
  registeredOn: string | null;
  /** The last day the registration is valid. */
  validUntil: string | null;
  renewals: number;
}

/*
 * The rules of 《社会工作者职业水平证书登记办法》: first registration within one year of passing, valid three years,
 * renewed within the last three months for three more.
 */
const VALID_YEARS = 3;
const RENEWAL_MONTHS = 3;

export function lastDayToRegister({ passedOn }: CertificateRecord): string {
  return addYears(passedOn, 1);
}

/** The last valid day of a registration made on `registeredOn`. */
export function validUntilAfter(registeredOn: string): string {
  return addDays(addYears(registeredOn, VALID_YEARS), -1);
}

export function renewedUntil(validUntil: string): string {
  return addYears(validUntil, VALID_YEARS);
}

export function firstDayToRenew(validUntil: string): string {
  return addMonths(validUntil, -RENEWAL_MONTHS);
}

export function registrationStatus(
  certificate: CertificateRecord,
  today: string,
): CertificateRegistrationStatus {
  if (certificate.validUntil !== null) return certificate.validUntil >= today ? "VALID" : "EXPIRED";
  return today <= lastDayToRegister(certificate) ? "UNREGISTERED" : "LAPSED";
}

/** The id of a worker's certificate of a level: a worker has at most one of each. */
export function certificateId(workerId: string, level: CertificateLevel): string {
  return `crt_${workerId}_${level}`;
}

/** Whose certificate an id names, and of which level; `null` when it has not the shape of one. */
export function parseCertificateId(id: string): { workerId: string; level: CertificateLevel } | null {
  const [, workerId, level] = /^crt_([mc]sw_\d{4,})_([A-Z_]+)$/.exec(id) ?? [];
  const known = CERTIFICATE_LEVELS.find((candidate) => candidate === level);
  return workerId && known ? { workerId, level: known } : null;
}
