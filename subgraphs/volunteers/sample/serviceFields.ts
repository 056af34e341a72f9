import type { VolunteerServiceField } from "../model/VolunteerServiceField.ts";

const repeated = (weights: Partial<Record<VolunteerServiceField, number>>): VolunteerServiceField[] =>
  (Object.entries(weights) as [VolunteerServiceField, number][]).flatMap(([field, weight]) =>
    Array<VolunteerServiceField>(weight).fill(field),
  );

/** What volunteers do in hospitals, each as often as it is named. */
export const HOSPITAL_FIELDS = repeated({
  PATIENT_GUIDANCE: 9,
  BEDSIDE_COMPANIONSHIP: 5,
  HEALTH_EDUCATION: 3,
  EMOTIONAL_SUPPORT: 3,
  CHILD_CARE: 2,
  PALLIATIVE_CARE: 2,
});

/** What volunteers do in communities and stations. */
export const COMMUNITY_FIELDS = repeated({
  ELDERLY_CARE: 7,
  COMMUNITY_GOVERNANCE: 4,
  ENVIRONMENT: 3,
  CHILD_CARE: 3,
  DISABILITY_SUPPORT: 2,
  HARDSHIP_RELIEF: 2,
  HEALTH_EDUCATION: 2,
  EMERGENCY_RESPONSE: 1,
});

/** Half hours a service takes, each as likely as it is named: half an hour to eight hours, 4.05 on average. */
export const HALF_HOURS: readonly number[] = [
  1, 2, 3, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 7, 7, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9,
  9, 9, 10, 10, 10, 10, 10, 10, 11, 12, 12, 12, 12, 12, 12, 12, 12, 12, 14, 16,
];
