import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import { Random } from "../../kit/sample/Random.ts";
import {
  type SampleReferral,
  type SampleReferralReason,
  sampleReferrals,
} from "../../kit/sample/referrals.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import {
  type FollowUpResult,
  type ReferralDocument,
  type ReferralWithdrawalReason,
  sentReferral,
} from "../model/Referral.ts";
import { sampleClient } from "./sampleClient.ts";

const AGES: Record<AgeBand, number> = { UNDER_18: 6, FROM_18_TO_34: 10, FROM_35_TO_59: 24, FROM_60: 60 };
const WITHDRAWALS: Record<ReferralWithdrawalReason, number> = {
  CLIENT_DECLINED: 40,
  READMITTED: 30,
  MOVED_AWAY: 12,
  SENT_IN_ERROR: 6,
  NO_LONGER_NEEDED: 12,
};
const RESULTS: Record<FollowUpResult, number> = {
  RECOVERING: 45,
  STABLE: 40,
  READMITTED: 8,
  DECEASED: 2,
  LOST_CONTACT: 5,
};
const END_OF_LIFE_RESULTS: Record<FollowUpResult, number> = { ...RESULTS, RECOVERING: 0, DECEASED: 120 };
const CODE_CHARACTERS = [..."23456789ABCDEFGHJKLMNPQRSTUVWXYZ"];
const URGENT: Partial<Record<SampleReferralReason, number>> = {
  CAREGIVER_SHORTAGE: 0.3,
  END_OF_LIFE_CARE: 0.4,
};

/** The hospitals' half of the referrals, one after the other. */
export function* sampleReferralDocuments(options: SampleOptions): Generator<ReferralDocument> {
  const random = new Random(options.seed, "referral-details");
  const clients = new Random(options.seed, "referral-clients");
  for (const referral of sampleReferrals(options)) {
    const { id, workerId, institutionId, districtCode, sentAt, reason, needs } = referral;
    const clientCode = `P-${Array.from({ length: 8 }, () => random.pick(CODE_CHARACTERS)).join("")}`;
    const clientAgeBand = ageFitting(needs, random);
    const sent = sentReferral(
      id,
      {
        clientCode,
        clientAgeBand,
        client: sampleClient(clientAgeBand, districtCode, clients),
        reason,
        needs,
        isUrgent: random.chance(URGENT[reason] ?? 0.08),
        workerId,
        institutionId,
        originCode: institutionId.slice(3, 9),
        destinationCode: districtCode,
      },
      sentAt,
    );
    yield { ...sent, ...ending(referral, random) };
  }
}

function ageFitting(needs: readonly ServiceField[], random: Random): AgeBand {
  const band = random.weighted(AGES);
  if (needs.includes("CHILD_AND_YOUTH")) return "UNDER_18";
  return needs.includes("ELDERLY_CARE") || band === "UNDER_18" ? "FROM_60" : band;
}

function ending({ course, endedAt, reason }: SampleReferral, random: Random): Partial<ReferralDocument> {
  if (course === "WITHDRAWN") {
    return {
      hospitalStatus: "WITHDRAWN",
      withdrawnAt: endedAt,
      withdrawalReason: random.weighted(WITHDRAWALS),
    };
  }
  if (course !== "CLOSED") return {};
  const results = reason === "END_OF_LIFE_CARE" ? END_OF_LIFE_RESULTS : RESULTS;
  return { hospitalStatus: "CLOSED", closedAt: endedAt, followUpResult: random.weighted(results) };
}
