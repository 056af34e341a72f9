import type { Place } from "../../kit/codes/Place.ts";
import type { InstitutionLevel } from "../../kit/sample/institutions.ts";
import type { Staffing } from "./staffing.ts";

export type { InstitutionLevel };

/** A medical institution (医疗机构). Its staffing is derived from the workers in post and kept for ordering. */
export interface InstitutionDocument extends Place, Staffing {
  _id: string;
  name: string;
  level: InstitutionLevel;
  creditCode: string;
  /** The institution above it in its consortium (医联体). */
  parentId: string | null;
  /** The day it began to do medical social work. */
  socialWorkSince: string | null;
  populationServed: number;
  /** Raised by every recount, so that an older recount cannot overwrite a newer one. */
  staffingVersion: number;
}

/** Higher levels lead lower ones in a consortium. */
const RANK: Record<InstitutionLevel, number> = { TERTIARY: 3, SECONDARY: 2, COMMUNITY_HEALTH_CENTER: 1 };

/** Whether an institution of level `parent` may stand above one of level `member` in a consortium. */
export function mayLead(parent: InstitutionLevel, member: InstitutionLevel): boolean {
  return RANK[parent] > RANK[member];
}
