import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { ReferralRepository } from "../repository/ReferralRepository.ts";
import type { ReferralFilter } from "../repository/referralConditions.ts";
import { limitRows } from "./limitRows.ts";

const FIELDS = {
  DISTRICT: "destinationCode",
  MONTH: "month",
  YEAR: "year",
  REASON: "reason",
  INSTITUTION: "institutionId",
  URGENCY: "isUrgent",
  STATUS: "hospitalStatus",
} as const;

export type ReferralDimension = keyof typeof FIELDS;

/** A row before its district and institution become entities; dimensions not asked for are absent. */
export interface ReferralRow extends Partial<Record<(typeof FIELDS)[ReferralDimension], unknown>> {
  count: number;
}

/**
 * Referrals by the dimensions asked for.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy` or too many rows
 */
export async function referralStatistics(
  referrals: ReferralRepository,
  groupBy: readonly ReferralDimension[],
  filter: ReferralFilter,
): Promise<ReferralRow[]> {
  const fields = checkGroupBy(groupBy).map((dimension) => FIELDS[dimension]);
  const rows = await referrals.counts(filter, Object.fromEntries(fields.map((field) => [field, field])));
  return orderRows<ReferralRow>(limitRows(rows), (row) => fields.map((field) => row[field]));
}
