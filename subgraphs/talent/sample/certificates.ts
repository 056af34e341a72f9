import type { Random } from "../../kit/sample/Random.ts";
import { addDays } from "../../kit/time/addDays.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import {
  type CertificateLevel,
  type CertificateRecord,
  renewedUntil,
  validUntilAfter,
} from "../model/Certificate.ts";
import type { SocialWorkerDocument, SocialWorkerKind } from "../model/SocialWorker.ts";
import { earliest, SAMPLE_TODAY } from "./sampleDay.ts";

type Holder = Pick<SocialWorkerDocument, "kind" | "birthDate" | "districtCode">;
export type Certify = (worker: Holder) => SocialWorkerDocument["certificates"];

/** Counties where nobody holds a valid certificate yet: three in Hunan, two in the Three Areas. */
export const UNCERTIFIED_COUNTIES: readonly string[] = ["430412", "430802", "433101", "623023", "622926"];

/** How many of each kind hold a valid certificate. */
const CERTIFIED_SHARE: Record<SocialWorkerKind, number> = { MEDICAL: 0.72, COMMUNITY: 0.58 };
/** How far the count may stray from the share, in workers. */
const SPREAD = 4;
const LEVELS: Record<CertificateLevel, number> = {
  ASSISTANT_SOCIAL_WORKER: 58,
  SOCIAL_WORKER: 38,
  SENIOR_SOCIAL_WORKER: 4,
};
const MIN_AGE: Record<CertificateLevel, number> = {
  ASSISTANT_SOCIAL_WORKER: 21,
  SOCIAL_WORKER: 24,
  SENIOR_SOCIAL_WORKER: 32,
};
const FIRST_EXAMINATION = 2010;
/** Valid ones stay valid past the sample's last day. */
const VALID_PAST = "2024-12-01";

/** Gives workers their certificates; elsewhere than in the counties above, a district's first worker holds a valid one. */
export function certifier(random: Random): Certify {
  const districts = new Set<string>();
  const counts = { MEDICAL: { seen: 0, certified: 0 }, COMMUNITY: { seen: 0, certified: 0 } };
  return (worker) => {
    const count = counts[worker.kind];
    const isFirst = !districts.has(worker.districtCode);
    districts.add(worker.districtCode);
    count.seen += 1;
    const isDue =
      count.certified < CERTIFIED_SHARE[worker.kind] * count.seen + SPREAD * (random.next() - 0.5);
    const isCertified = !UNCERTIFIED_COUNTIES.includes(worker.districtCode) && (isFirst || isDue);
    if (isCertified) count.certified += 1;
    return isCertified ? validCertificates(worker, random) : otherCertificates(worker, random);
  };
}

/** A valid certificate, and sometimes the lower one it was built on. */
function validCertificates(worker: Holder, random: Random): SocialWorkerDocument["certificates"] {
  const age = 2023 - yearOf(worker.birthDate);
  const wanted = random.weighted(LEVELS);
  const level = age >= MIN_AGE[wanted] ? wanted : "ASSISTANT_SOCIAL_WORKER";
  const first = Math.max(FIRST_EXAMINATION, yearOf(worker.birthDate) + MIN_AGE[level]);
  const year = random.int(Math.min(first, 2023), 2023);
  const held = { [level]: kept(passed(year, random), random) };
  const lowerYear = year - random.int(2, 5);
  const hasLower = level === "SOCIAL_WORKER" && lowerYear >= FIRST_EXAMINATION && random.chance(0.4);
  return hasLower ? { ASSISTANT_SOCIAL_WORKER: ended(passed(lowerYear, random), random), ...held } : held;
}

/** No certificate for most; for some, one that is not registered yet, has expired, or was never registered. */
function otherCertificates(worker: Holder, random: Random): SocialWorkerDocument["certificates"] {
  const first = Math.max(FIRST_EXAMINATION, yearOf(worker.birthDate) + MIN_AGE.ASSISTANT_SOCIAL_WORKER);
  const kind = random.weighted({ none: 66, unregistered: 14, expired: 12, lapsed: 8 });
  const of = (last: number) => passed(random.int(first, last), random);
  if (kind === "unregistered") return { ASSISTANT_SOCIAL_WORKER: passed(2024, random) };
  if (kind === "expired" && first <= 2019) return { ASSISTANT_SOCIAL_WORKER: ended(of(2019), random) };
  if (kind === "lapsed" && first <= 2022) return { ASSISTANT_SOCIAL_WORKER: of(2022) };
  return {};
}

/** Passed in the June examination, not registered. */
function passed(year: number, random: Random): CertificateRecord {
  const passedOn = random.day(`${year}-06-08`, `${year}-06-22`);
  return { passedOn, registeredOn: null, validUntil: null, renewals: 0 };
}

/** Registered within the year and renewed ever since. */
function kept(record: CertificateRecord, random: Random): CertificateRecord {
  const registeredOn = registrationDay(record, random);
  let validUntil = validUntilAfter(registeredOn);
  let renewals = 0;
  for (; validUntil < VALID_PAST; renewals += 1) validUntil = renewedUntil(validUntil);
  return { ...record, registeredOn, validUntil, renewals };
}

/** Registered within the year and never renewed. */
function ended(record: CertificateRecord, random: Random): CertificateRecord {
  const registeredOn = registrationDay(record, random);
  return { ...record, registeredOn, validUntil: validUntilAfter(registeredOn), renewals: 0 };
}

function registrationDay({ passedOn }: CertificateRecord, random: Random): string {
  return earliest(addDays(passedOn, random.int(70, 360)), SAMPLE_TODAY);
}
