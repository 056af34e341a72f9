import type { Place } from "../../kit/codes/Place.ts";

/** Values of `enum CharitableResourceKind`. */
export type CharitableResourceKind =
  | "FOUNDATION_GRANT"
  | "ENTERPRISE_DONATION"
  | "IN_KIND_GOODS"
  | "VENUE"
  | "PROFESSIONAL_SERVICE";

export interface CharitableResource {
  kind: CharitableResourceKind;
  providerCode: string;
  valueFen: number;
  since: string;
}

/** A community and what it brings to five-society linkage (五社联动). */
export interface CommunityDocument extends Place {
  _id: string;
  name: string;
  /** Credit codes of the partner social organisations. */
  partnerCodes: string[];
  volunteers: number;
  resources: CharitableResource[];
}
