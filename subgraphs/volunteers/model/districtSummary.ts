import { addAtPath, getOrAdd } from "./counting.ts";
import type { Volunteer } from "./Volunteer.ts";
import type { HostKind, VolunteerOrganization } from "./VolunteerOrganization.ts";

/** What is counted of a district as things happen there, each part from its first on; service is in the service summaries. */
export interface DistrictSummary {
  /** `district:110114`. */
  _id: string;
  districtCode: string;
  /** Volunteers who live here: by kind of host of their organisation, then year of registration (`y2014`). */
  registered?: Partial<Record<HostKind, Record<string, { total: number }>>>;
  organizations?: Partial<Record<HostKind, { total: number; withParty: number }>>;
  commendations?: number;
}

/** Increments of one district's summary, by dotted path. */
export interface DistrictShare {
  districtCode: string;
  increments: Record<string, number>;
}

export const districtSummaryId = (districtCode: string): string => `district:${districtCode}`;

/** What one more volunteer adds. */
export function registrationShare({
  districtCode,
  hostKind,
  registeredYear,
}: Pick<Volunteer, "districtCode" | "hostKind" | "registeredYear">): DistrictShare {
  return { districtCode, increments: { [`registered.${hostKind}.y${registeredYear}.total`]: 1 } };
}

/** What one more organisation adds. */
export function organizationShare(
  organization: Pick<VolunteerOrganization, "districtCode" | "hostKind">,
): DistrictShare {
  const { districtCode, hostKind } = organization;
  return {
    districtCode,
    increments: { [`organizations.${hostKind}.total`]: 1, [`organizations.${hostKind}.withParty`]: 0 },
  };
}

/** What an organisation's new Party organisation adds. */
export function partyOrganizationShare(
  organization: Pick<VolunteerOrganization, "districtCode" | "hostKind">,
): DistrictShare {
  const { districtCode, hostKind } = organization;
  return { districtCode, increments: { [`organizations.${hostKind}.withParty`]: 1 } };
}

/** What one more commendation adds. */
export function commendationShare({ districtCode }: { districtCode: string }): DistrictShare {
  return { districtCode, increments: { commendations: 1 } };
}

/** Counts a share in the summaries of a map, which are made as needed. */
export function countInDistrict(summaries: Map<string, DistrictSummary>, share: DistrictShare): void {
  const { districtCode, increments } = share;
  const summary = getOrAdd<DistrictSummary>(summaries, districtCode, () => ({
    _id: districtSummaryId(districtCode),
    districtCode,
  }));
  for (const [path, amount] of Object.entries(increments)) addAtPath(summary, path.split("."), amount);
}
