import {
  CERTIFICATE_LEVELS,
  type CertificateLevel,
  type CertificateRecord,
  registrationStatus,
} from "./Certificate.ts";

export type SocialWorkerKind = "MEDICAL" | "COMMUNITY";
export const GENDERS = ["FEMALE", "MALE"] as const;
export type Gender = (typeof GENDERS)[number];
export const BIRTH_DECADES = ["BEFORE_1970", "BORN_1970S", "BORN_1980S", "BORN_1990S", "BORN_2000S"] as const;
export type BirthDecade = (typeof BIRTH_DECADES)[number];

/** A social worker of the register; certificates live inside, so that every act on one is a single atomic update. */
export interface SocialWorkerDocument {
  _id: string;
  /** What makes a registration happen once: from the client's key. */
  registrationKey: string;
  contentHash?: string;
  kind: SocialWorkerKind;
  name: string;
  gender: Gender;
  /** Never shown; only its decade is. */
  birthDate: string;
  birthDecade: BirthDecade;
  isPartyMember: boolean;
  districtCode: string;
  registeredOn: string;
  certificates: Partial<Record<CertificateLevel, CertificateRecord>>;
}

export function birthDecade(birthDate: string): BirthDecade {
  if (birthDate < "1970") return "BEFORE_1970";
  return birthDate >= "2000" ? "BORN_2000S" : (`BORN_${birthDate.slice(0, 3)}0S` as BirthDecade);
}

/** The highest level whose registration is valid on `today`; `null` when none is. */
export function certificateLevelOn(
  { certificates }: Pick<SocialWorkerDocument, "certificates">,
  today: string,
): CertificateLevel | null {
  const valid = CERTIFICATE_LEVELS.filter((level) => {
    const certificate = certificates[level];
    return certificate !== undefined && registrationStatus(certificate, today) === "VALID";
  });
  return valid.at(-1) ?? null;
}
