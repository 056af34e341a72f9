import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import type { BrandProjectDocument } from "../model/BrandProject.ts";
import type { CertificateLevel } from "../model/Certificate.ts";
import type { DemonstrationPostDocument } from "../model/DemonstrationPost.ts";
import type { DispatchDocument, DispatchField, DispatchStatus } from "../model/Dispatch.ts";
import type { LinkagePilotDocument } from "../model/LinkagePilot.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
import type { SocialWorkerDocument, SocialWorkerKind } from "../model/SocialWorker.ts";
import type { TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import type { TrainingProgramDocument, TrainingTier, TrainingTrack } from "../model/TrainingProgram.ts";
import { certifiedFilter, highestLevelFilter } from "./certified.ts";

/** A GraphQL filter input: what is absent or `null` does not filter. */
type Maybe<T> = { [Name in keyof T]?: T[Name] | null | undefined } | null | undefined;

/** Only the conditions that were given. */
function given<T>(conditions: Record<string, unknown>): Filter<T> {
  const entries = Object.entries(conditions).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Filter<T>;
}

const within = (code: string | null | undefined) => (code ? withinDistrict(code) : null);

export type SocialWorkerFilter = Maybe<{
  kind: SocialWorkerKind;
  districtCode: string;
  isCertified: boolean;
  certificateLevel: CertificateLevel;
  isPartyMember: boolean;
}>;

export function socialWorkerFilter(filter: SocialWorkerFilter, today: string): Filter<SocialWorkerDocument> {
  const { kind, districtCode, isCertified, certificateLevel, isPartyMember } = filter ?? {};
  const stored = given<SocialWorkerDocument>({ kind, isPartyMember, districtCode: within(districtCode) });
  const computed = [
    ...(typeof isCertified === "boolean" ? [certifiedFilter(isCertified, today)] : []),
    ...(certificateLevel ? [highestLevelFilter(certificateLevel, today)] : []),
  ];
  return computed.length > 0 ? { $and: [stored, ...computed] } : stored;
}

export type TrainingProgramFilter = Maybe<{
  tier: TrainingTier;
  track: TrainingTrack;
  year: number;
  districtCode: string;
}>;

export function trainingProgramFilter(filter: TrainingProgramFilter): Filter<TrainingProgramDocument> {
  const { tier, track, year, districtCode } = filter ?? {};
  return given({ tier, track, year, districtCode: within(districtCode) });
}

export type TrainingStatisticsFilter = Maybe<{
  tier: TrainingTier;
  track: TrainingTrack;
  year: number;
  districtCode: string;
  kind: SocialWorkerKind;
}>;

export function trainingEnrolmentFilter(filter: TrainingStatisticsFilter): Filter<TrainingEnrolmentDocument> {
  const { tier, track, year, districtCode, kind } = filter ?? {};
  return given({ tier, track, year, kind, districtCode: within(districtCode) });
}

export type DispatchFilter = Maybe<{
  year: number;
  countyCode: string;
  field: DispatchField;
  status: DispatchStatus;
  workerId: string;
}>;

export function dispatchFilter(filter: DispatchFilter): Filter<DispatchDocument> {
  const { year, countyCode, field, status, workerId } = filter ?? {};
  return given({ year, status, workerId, fields: field, countyCode: within(countyCode) });
}

export function localTraineeFilter(
  filter: Maybe<{ year: number; countyCode: string }>,
): Filter<LocalTraineeDocument> {
  return given({ year: filter?.year, countyCode: within(filter?.countyCode) });
}

export function demonstrationPostFilter(
  filter: Maybe<Pick<DemonstrationPostDocument, "districtCode" | "status">>,
): Filter<DemonstrationPostDocument> {
  return given({ status: filter?.status, districtCode: within(filter?.districtCode) });
}

export function linkagePilotFilter(
  filter: Maybe<Pick<LinkagePilotDocument, "districtCode" | "status">>,
): Filter<LinkagePilotDocument> {
  return given({ status: filter?.status, districtCode: within(filter?.districtCode) });
}

export function brandProjectFilter(
  filter: Maybe<Pick<BrandProjectDocument, "field" | "districtCode" | "year" | "status">>,
): Filter<BrandProjectDocument> {
  const { field, districtCode, year, status } = filter ?? {};
  return given({ field, year, status, districtCode: within(districtCode) });
}
