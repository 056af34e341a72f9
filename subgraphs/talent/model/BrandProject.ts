import type { ProjectField } from "../../kit/codes/ProjectField.ts";

export type BrandProjectStatus = "PROPOSED" | "SELECTED";
export type PublicityChannel = "NEWSPAPER" | "BROADCAST" | "ONLINE" | "EVENT";

export interface Publicity {
  at: Date;
  channel: PublicityChannel;
  title: string;
}

/** A brand project of social work and volunteering; its publicity is bounded ({@link MAX_PUBLICITY}). */
export interface BrandProjectDocument {
  _id: string;
  contentHash?: string;
  name: string;
  field: ProjectField;
  districtCode: string;
  organizerCode: string;
  year: number;
  status: BrandProjectStatus;
  selectedOn: string | null;
  publicity: Publicity[];
  fundingFen: number;
}

export const MAX_PUBLICITY = 200;
