export type LinkagePilotStatus = "RUNNING" | "CONCLUDED";

/** A pilot in which social workers and volunteers act together; its lists are bounded ({@link MAX_PILOT_LIST}). */
export interface LinkagePilotDocument {
  _id: string;
  contentHash?: string;
  name: string;
  districtCode: string;
  leadCode: string;
  partnerCodes: string[];
  /** Ids of the volunteers' agency. */
  volunteerTeamIds: string[];
  certifiedWorkersDeveloped: number;
  brands: string[];
  status: LinkagePilotStatus;
  startedOn: string;
  concludedOn: string | null;
}

/** How many partners, teams or brands one report of progress, and how many a pilot in all, may name. */
export const MAX_PILOT_REPORT = 50;
export const MAX_PILOT_LIST = 200;
