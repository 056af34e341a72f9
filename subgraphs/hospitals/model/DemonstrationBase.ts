import type { ServiceField } from "../../kit/codes/ServiceField.ts";

/** A demonstration base for grassroots medical social work (基层医务社工示范基地). */
export interface BaseDocument {
  /** {@link baseId} of its district, so that a district cannot have two. */
  _id: string;
  name: string;
  districtCode: string;
  institutionId: string;
  establishedOn: string;
  focusFields: ServiceField[];
}

/** The id of a district's one demonstration base. */
export function baseId(districtCode: string): string {
  return `base_${districtCode}`;
}
