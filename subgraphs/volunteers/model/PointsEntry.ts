export type PointsEntryKind = "AWARD" | "REDEMPTION";

/** An award or redemption of points. What service earns is told by the service records themselves. */
export interface PointsEntry {
  _id: string;
  volunteerId: string;
  kind: PointsEntryKind;
  /** Positive for awards, negative (or zero) for redemptions. */
  points: number;
  benefitId: string | null;
  reason: string | null;
  enteredAt: Date;
}
