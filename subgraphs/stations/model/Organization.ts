/** Values of `enum OrganizationKind`. */
export type OrganizationKind =
  | "MEDICAL_INSTITUTION"
  | "SOCIAL_SERVICE_AGENCY"
  | "VOLUNTEER_ORGANIZATION"
  | "GOVERNMENT"
  | "ENTERPRISE"
  | "FOUNDATION";

/** An entry of the directory of organisations; `_id` is the unified social credit code. */
export interface OrganizationDocument {
  _id: string;
  name: string;
  kind: OrganizationKind;
  districtCode: string;
}

/** Kinds that may run a station or provide a purchased service. */
export const PROVIDER_KINDS: readonly OrganizationKind[] = [
  "SOCIAL_SERVICE_AGENCY",
  "VOLUNTEER_ORGANIZATION",
];

/** Kinds that may purchase a service. */
export const PURCHASER_KINDS: readonly OrganizationKind[] = ["GOVERNMENT", "FOUNDATION", "ENTERPRISE"];
