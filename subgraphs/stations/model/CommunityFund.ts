/** Values of `enum FundEntryKind`. */
export type FundEntryKind = "DONATION" | "GRANT";

/** Values of `enum FundPurpose`. */
export type FundPurpose =
  | "HARDSHIP_RELIEF"
  | "COMMUNITY_SERVICE"
  | "VOLUNTEER_INCENTIVE"
  | "ENVIRONMENT"
  | "CULTURE_AND_FESTIVALS";

/** A community's fund; `_id` is the community's. At all times `balanceFen = raisedFen - grantedFen >= 0`. */
export interface FundDocument {
  _id: string;
  districtCode: string;
  balanceFen: number;
  raisedFen: number;
  grantedFen: number;
  /** Movements being booked, see `kit/store/journal.ts`. */
  applied?: string[];
}

/** One movement of a fund. */
export interface FundEntryDocument {
  _id: string;
  communityId: string;
  kind: FundEntryKind;
  amountFen: number;
  at: Date;
  /** Who gave or received; `null` when a person gave. */
  organizationCode: string | null;
  /** What a grant is for; `null` for a donation. */
  purpose: FundPurpose | null;
  /** Content of the request that booked it; absent where no client did. */
  contentHash?: string;
  /** Set while it is being booked, see `kit/store/journal.ts`. */
  pending?: Date;
}
