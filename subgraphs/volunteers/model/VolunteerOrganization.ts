import type { VenueKind } from "./Venue.ts";

export type VolunteerOrganizationKind =
  | "HOSPITAL_TEAM"
  | "COMMUNITY_TEAM"
  | "SOCIAL_ORGANIZATION"
  | "PROFESSIONAL_TEAM";

/** What kind of venue hosts an organisation, for summaries; many have no host. */
export type HostKind = VenueKind | "NONE";

/** A volunteer-service organisation; its district, kind and host never change. */
export interface VolunteerOrganization {
  _id: string;
  name: string;
  kind: VolunteerOrganizationKind;
  creditCode: string | null;
  districtCode: string;
  hostId: string | null;
  hostKind: HostKind;
  foundedOn: string;
  /** How many Party organisations it has, 0 or 1: see {@link PartyOrganization}. */
  partyOrganizations: number;
  /** One organisation per credit code and, for teams without one, per district and name. */
  registrationKey: string;
}

/** The Party organisation within a volunteer-service organisation, at most one. */
export interface PartyOrganization {
  /** `po_` and the organisation's id. */
  _id: string;
  organizationId: string;
  establishedOn: string;
  members: number;
}

export const partyOrganizationId = (organizationId: string): string => `po_${organizationId}`;

/** See {@link VolunteerOrganization.registrationKey}. */
export function registrationKey({
  creditCode,
  districtCode,
  name,
}: Pick<VolunteerOrganization, "creditCode" | "districtCode" | "name">): string {
  return creditCode ?? `${districtCode}|${name}`;
}
