/** Values of `enum FiveSocietyParty`: the five societies (五社). */
export const FIVE_SOCIETIES = [
  "COMMUNITY",
  "SOCIAL_ORGANIZATION",
  "SOCIAL_WORKER",
  "COMMUNITY_VOLUNTEER",
  "CHARITABLE_RESOURCE",
] as const;

export type FiveSocietyParty = (typeof FIVE_SOCIETIES)[number];

/** A joint action of some of the five societies in a community. */
export interface LinkageActionDocument {
  _id: string;
  communityId: string;
  title: string;
  heldOn: string;
  parties: FiveSocietyParty[];
  beneficiaries: number;
  /** Content of the request that recorded it; absent where no client did. */
  contentHash?: string;
}
