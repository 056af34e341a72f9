/** Values of `enum VenueKind`. */
export type VenueKind = "MEDICAL_INSTITUTION" | "COMMUNITY_STATION" | "COMMUNITY";

/** Where a service takes place. Other agencies own venues; we know what their ids say: kind and division. */
export interface Venue {
  venueId: string;
  venueKind: VenueKind;
  districtCode: string;
}

const KINDS: Readonly<Record<string, VenueKind>> = {
  mi: "MEDICAL_INSTITUTION",
  st: "COMMUNITY_STATION",
  cm: "COMMUNITY",
};

const TYPE_NAMES: Readonly<Record<VenueKind, string>> = {
  MEDICAL_INSTITUTION: "MedicalInstitution",
  COMMUNITY_STATION: "CommunityStation",
  COMMUNITY: "Community",
};

/** GraphQL union members of `Venue`, as entity references. */
export interface VenueReference {
  __typename: string;
  id: string;
}

/**
 * Reads a venue's id, such as `mi_110114_001`. Whether the venue exists only its own agency can tell;
 * `null` when the id has not the shape of one.
 */
export function venueOf(id: string): Venue | null {
  const [, prefix = "", districtCode = ""] = /^(mi|st|cm)_(\d{6})_[0-9A-Za-z]{2,40}$/.exec(id) ?? [];
  const venueKind = KINDS[prefix];
  return venueKind ? { venueId: id, venueKind, districtCode } : null;
}

/** The venue's own entity, to be resolved by the agency that owns it. */
export function venueReference(id: string): VenueReference | null {
  const venue = venueOf(id);
  return venue && { __typename: TYPE_NAMES[venue.venueKind], id };
}
