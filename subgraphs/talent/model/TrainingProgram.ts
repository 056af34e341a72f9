import { type DistrictLevel, districtLevel } from "../../kit/codes/districtCode.ts";

export type TrainingTier = DistrictLevel;
export type TrainingTrack =
  | "FOUNDATION"
  | "EXAMINATION"
  | "MEDICAL_SOCIAL_WORK"
  | "COMMUNITY_SOCIAL_WORK"
  | "VOLUNTEER_MANAGEMENT"
  | "SUPERVISION";

/** A programme of thematic theory and practical training; both must be attended in full to complete it. */
export interface TrainingProgramDocument {
  _id: string;
  contentHash?: string;
  title: string;
  tier: TrainingTier;
  track: TrainingTrack;
  year: number;
  districtCode: string;
  organizerCode: string;
  theoryMinutes: number;
  practiceMinutes: number;
  startsOn: string;
  endsOn: string;
}

/** A municipality's districts hold programmes of the city tier too: they have the rank of a prefecture. */
export function mayHold(districtCode: string, tier: TrainingTier): boolean {
  const level = districtLevel(districtCode);
  const isMunicipality = ["11", "12", "31", "50"].includes(districtCode.slice(0, 2));
  return level === tier || (tier === "CITY" && level === "COUNTY" && isMunicipality);
}
