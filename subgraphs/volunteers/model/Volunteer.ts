import type { HostKind, VolunteerOrganizationKind } from "./VolunteerOrganization.ts";

export type Gender = "FEMALE" | "MALE";

/** A registered volunteer. `name`, `birthDate` and `phone` never leave this agency. */
export interface Volunteer {
  _id: string;
  name: string;
  gender: Gender;
  birthDate: string;
  /** `null` in sample data: no number could be told from a real person's. */
  phone: string | null;
  /** Where they live. */
  districtCode: string;
  organizationId: string;
  /** Copied from the organisation, where neither ever changes: statistics need no join. */
  organizationKind: VolunteerOrganizationKind;
  hostId: string | null;
  hostKind: HostKind;
  registeredOn: string;
  registeredYear: number;
  isPartyMember: boolean;
  /** Counters over the volunteer's service records, kept with each record. */
  minutes: number;
  times: number;
  /** Points earned by service, plus awards, less redemptions; never negative. */
  pointsBalance: number;
}
