export type CommendationLevel = "NATIONAL" | "PROVINCE" | "CITY" | "COUNTY";

/** A commendation (表彰) of a volunteer or an organisation. */
export interface Commendation {
  _id: string;
  title: string;
  level: CommendationLevel;
  recipientType: "Volunteer" | "VolunteerOrganization";
  recipientId: string;
  /** The recipient's division. */
  districtCode: string;
  awardedByCreditCode: string;
  awardedOn: string;
}
