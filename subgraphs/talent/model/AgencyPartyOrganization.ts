/** The Party organisation of a private social-work agency; `_id` is the agency's unified social credit code. */
export interface AgencyPartyOrganizationDocument {
  _id: string;
  establishedOn: string;
  members: number;
}

/** 《中国共产党章程》第三十条: a basic organisation is formed where there are three full members or more. */
export const MIN_PARTY_MEMBERS = 3;
