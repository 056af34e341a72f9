import type { Filter } from "mongodb";
import { CERTIFICATE_LEVELS, type CertificateLevel } from "../model/Certificate.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";

type WorkerFilter = Filter<SocialWorkerDocument>;

const validUntil = (level: CertificateLevel): string => `certificates.${level}.validUntil`;

/** Workers with, or without, any certificate valid on `today`. */
export function certifiedFilter(isCertified: boolean, today: string): WorkerFilter {
  const levels = [...CERTIFICATE_LEVELS];
  return isCertified
    ? ({ $or: levels.map((level) => ({ [validUntil(level)]: { $gte: today } })) } as WorkerFilter)
    : ({ $and: levels.map((level) => ({ [validUntil(level)]: { $not: { $gte: today } } })) } as WorkerFilter);
}

/** Workers whose highest certificate valid on `today` is of this level. */
export function highestLevelFilter(level: CertificateLevel, today: string): WorkerFilter {
  const higher = CERTIFICATE_LEVELS.slice(CERTIFICATE_LEVELS.indexOf(level) + 1);
  return {
    [validUntil(level)]: { $gte: today },
    ...Object.fromEntries(higher.map((above) => [validUntil(above), { $not: { $gte: today } }])),
  } as WorkerFilter;
}
