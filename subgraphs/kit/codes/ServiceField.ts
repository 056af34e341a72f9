/** Values of `enum ServiceField` in `schema/shared.graphql`. */
export const SERVICE_FIELDS = [
  "ELDERLY_CARE",
  "CHILD_AND_YOUTH",
  "DISABILITY",
  "HARDSHIP_RELIEF",
  "CHRONIC_ILLNESS",
  "MENTAL_HEALTH",
  "REHABILITATION",
  "PALLIATIVE_CARE",
  "FAMILY_SUPPORT",
] as const;

export type ServiceField = (typeof SERVICE_FIELDS)[number];
