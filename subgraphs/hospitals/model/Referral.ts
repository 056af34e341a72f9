import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import type { SampleReferralReason } from "../../kit/sample/referrals.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { monthOf } from "../../kit/time/monthOf.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { ClientDetails } from "./ReferralClient.ts";

/** Values of the enums of `schema/subgraphs/hospitals.graphql`. */
export type ReferralReason = SampleReferralReason;
export type HospitalReferralStatus = "SENT" | "WITHDRAWN" | "CLOSED";
export type ReferralWithdrawalReason =
  | "CLIENT_DECLINED"
  | "READMITTED"
  | "MOVED_AWAY"
  | "SENT_IN_ERROR"
  | "NO_LONGER_NEEDED";
export type FollowUpResult = "RECOVERING" | "STABLE" | "READMITTED" | "DECEASED" | "LOST_CONTACT";

/** The hospital's half of a referral (转介); the station's half lives in another agency's database. */
export interface ReferralDocument {
  _id: string;
  /** A pseudonym: it does not say who the client is. */
  clientCode: string;
  /** Who the client is; absent where nobody said. */
  client?: ClientDetails;
  clientAgeBand: AgeBand;
  reason: ReferralReason;
  needs: ServiceField[];
  isUrgent: boolean;
  workerId: string;
  institutionId: string;
  /** The institution's district, and the one the client goes home to. */
  originCode: string;
  destinationCode: string;
  sentAt: Date;
  /** Month and year of `sentAt` in China. */
  month: string;
  year: number;
  hospitalStatus: HospitalReferralStatus;
  withdrawnAt: Date | null;
  withdrawalReason: ReferralWithdrawalReason | null;
  closedAt: Date | null;
  followUpResult: FollowUpResult | null;
  /** Tells a repeated act from another one with the same `clientKey`; absent in sample data. */
  contentHash?: string;
}

/** What is known when a referral is sent. */
export type ReferralRequest = Pick<
  ReferralDocument,
  | "clientCode"
  | "client"
  | "clientAgeBand"
  | "reason"
  | "needs"
  | "isUrgent"
  | "workerId"
  | "institutionId"
  | "originCode"
  | "destinationCode"
>;

/** A referral as it stands right after it was sent. */
export function sentReferral(id: string, request: ReferralRequest, sentAt: Date): ReferralDocument {
  const day = chinaDay(sentAt);
  return {
    _id: id,
    ...request,
    sentAt,
    month: monthOf(day),
    year: yearOf(day),
    hospitalStatus: "SENT",
    withdrawnAt: null,
    withdrawalReason: null,
    closedAt: null,
    followUpResult: null,
  };
}
