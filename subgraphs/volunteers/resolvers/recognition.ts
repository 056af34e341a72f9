import type { Context } from "../context.ts";
import type { Commendation as CommendationDocument } from "../model/Commendation.ts";
import type { CourtesyBenefit as BenefitDocument } from "../model/CourtesyBenefit.ts";
import type { PointsEntry as EntryDocument } from "../model/PointsEntry.ts";
import { district, organization } from "./references.ts";

export const CourtesyBenefit = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.benefit.load(id),
  id: ({ _id }: BenefitDocument) => _id,
  provider: ({ providerCreditCode }: BenefitDocument) => organization(providerCreditCode),
  district: ({ districtCode }: BenefitDocument) => district(districtCode),
};

export const PointsEntry = {
  id: ({ _id }: EntryDocument) => _id,
  benefit: ({ benefitId }: EntryDocument, _: unknown, { loaders }: Context) =>
    benefitId && loaders.benefit.load(benefitId),
  volunteer: ({ volunteerId }: EntryDocument, _: unknown, { loaders }: Context) =>
    loaders.volunteer.load(volunteerId),
};

export const Commendation = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.commendation.load(id),
  id: ({ _id }: CommendationDocument) => _id,
  district: ({ districtCode }: CommendationDocument) => district(districtCode),
  awardedBy: ({ awardedByCreditCode }: CommendationDocument) => organization(awardedByCreditCode),
  async recipient({ recipientType, recipientId }: CommendationDocument, _: unknown, { loaders }: Context) {
    const loader = recipientType === "Volunteer" ? loaders.volunteer : loaders.organization;
    const document = await loader.load(recipientId);
    return document && { ...document, __typename: recipientType };
  },
};
