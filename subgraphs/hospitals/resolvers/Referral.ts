import type { HospitalsContext } from "../context.ts";
import type { ReferralDocument } from "../model/Referral.ts";
import type { ReferralClient } from "../model/ReferralClient.ts";
import { mayFollowToReferral } from "../model/referralAccess.ts";

/** A referral, with the stations' word on who accepted it where the gateway brings it along. */
type Referred = ReferralDocument & { acceptedByStation?: string | null };

export const Referral = {
  async __resolveReference(
    { id, acceptedByStation }: Pick<Referred, "acceptedByStation"> & { id: string },
    { loaders, caller }: HospitalsContext,
  ): Promise<Referred | null> {
    const referral = await loaders.referral.load(id);
    if (!referral || !mayFollowToReferral(caller, referral)) return null;
    return acceptedByStation ? { ...referral, acceptedByStation } : referral;
  },
  id: ({ _id }: Referred) => _id,
  referredBy: ({ workerId }: Referred, _: object, { loaders }: HospitalsContext) =>
    loaders.worker.load(workerId),
  institution: ({ institutionId }: Referred, _: object, { loaders }: HospitalsContext) =>
    loaders.institution.load(institutionId),
  destination: ({ destinationCode }: Referred) => ({ code: destinationCode }),
  client: ({ client, institutionId, acceptedByStation = null }: Referred): ReferralClient | null =>
    client ? { ...client, institutionId, acceptedByStation } : null,
};
