import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { startOfChinaDay } from "../../kit/time/startOfChinaDay.ts";
import type { HospitalReferralStatus, ReferralDocument, ReferralReason } from "../model/Referral.ts";

/** `input ReferralFilter` of the schema. */
export interface ReferralFilter {
  destinationCode?: string | null;
  originCode?: string | null;
  institutionId?: string | null;
  workerId?: string | null;
  reason?: ReferralReason | null;
  need?: ServiceField | null;
  isUrgent?: boolean | null;
  status?: HospitalReferralStatus | null;
  fromDate?: string | null;
  toDate?: string | null;
}

/** The store's filter of a {@link ReferralFilter}; days are whole days in China, both ends included. */
export function referralConditions(filter: ReferralFilter): Filter<ReferralDocument> {
  const { destinationCode, originCode, institutionId, workerId, reason, need, isUrgent, status } = filter;
  const from = filter.fromDate ? { $gte: startOfChinaDay(filter.fromDate) } : {};
  const to = filter.toDate ? { $lt: startOfChinaDay(filter.toDate, 1) } : {};
  return {
    ...(destinationCode ? { destinationCode: withinDistrict(destinationCode) } : {}),
    ...(originCode ? { originCode: withinDistrict(originCode) } : {}),
    ...(institutionId ? { institutionId } : {}),
    ...(workerId ? { workerId } : {}),
    ...(reason ? { reason } : {}),
    ...(need ? { needs: need } : {}),
    ...(typeof isUrgent === "boolean" ? { isUrgent } : {}),
    ...(status ? { hospitalStatus: status } : {}),
    ...(filter.fromDate || filter.toDate ? { sentAt: { ...from, ...to } } : {}),
  };
}
