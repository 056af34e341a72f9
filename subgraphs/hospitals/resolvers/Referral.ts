import type { HospitalsContext } from "../context.ts";
import type { ReferralDocument } from "../model/Referral.ts";

export const Referral = {
  __resolveReference: ({ id }: { id: string }, { loaders }: HospitalsContext) => loaders.referral.load(id),
  id: ({ _id }: ReferralDocument) => _id,
  referredBy: ({ workerId }: ReferralDocument, _: object, { loaders }: HospitalsContext) =>
    loaders.worker.load(workerId),
  institution: ({ institutionId }: ReferralDocument, _: object, { loaders }: HospitalsContext) =>
    loaders.institution.load(institutionId),
  destination: ({ destinationCode }: ReferralDocument) => ({ code: destinationCode }),
};
