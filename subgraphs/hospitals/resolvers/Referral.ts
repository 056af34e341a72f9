import type { HospitalsContext } from "../context.ts";
import type { ReferralDocument } from "../model/Referral.ts";
import { type Acceptance, type ReferralClient, standingAcceptance } from "../model/ReferralClient.ts";
import { mayFollowToReferral } from "../model/referralAccess.ts";

/** A referral, with the stations' word on who accepted it, and when, where the gateway brings it along. */
type Referred = ReferralDocument & Acceptance;

export const Referral = {
  async __resolveReference(
    { id, acceptedByStation, acceptedByStationAt }: Acceptance & { id: string },
    { loaders, caller }: HospitalsContext,
  ): Promise<Referred | null> {
    const referral = await loaders.referral.load(id);
    if (!referral || !mayFollowToReferral(caller, referral)) return null;
    return acceptedByStation ? { ...referral, acceptedByStation, acceptedByStationAt } : referral;
  },
  id: ({ _id }: Referred) => _id,
  referredBy: ({ workerId }: Referred, _: object, { loaders }: HospitalsContext) =>
    loaders.worker.load(workerId),
  institution: ({ institutionId }: Referred, _: object, { loaders }: HospitalsContext) =>
    loaders.institution.load(institutionId),
  destination: ({ destinationCode }: Referred) => ({ code: destinationCode }),
  client: (referral: Referred): ReferralClient | null =>
    referral.client
      ? {
          ...referral.client,
          institutionId: referral.institutionId,
          acceptedByStation: standingAcceptance(referral, referral),
        }
      : null,
};
