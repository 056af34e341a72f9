/** A courtesy benefit (礼遇) volunteers redeem for points. */
export interface CourtesyBenefit {
  _id: string;
  title: string;
  providerCreditCode: string;
  districtCode: string;
  pointsCost: number;
  minStarRating: number;
  validFrom: string;
  validUntil: string;
  redemptions: number;
}
