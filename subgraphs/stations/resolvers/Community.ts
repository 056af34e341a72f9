import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { CommunityDocument, CharitableResource as ResourceDocument } from "../model/Community.ts";
import type { FundDocument, FundEntryDocument } from "../model/CommunityFund.ts";
import type { LinkageActionDocument } from "../model/LinkageAction.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef, yuan } from "./references.ts";

export const Community = {
  __resolveReference: byId("community"),
  id: ({ _id }: CommunityDocument) => _id,
  district: ({ districtCode }: CommunityDocument) => districtRef(districtCode),
  stations: ({ _id }: CommunityDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().stationsOfCommunity(_id, args),
  fund: ({ _id }: CommunityDocument, _: unknown, { loaders }: StationsContext) => loaders.fund.load(_id),
  linkage: (community: CommunityDocument) => community,
};

export const CommunityFund = {
  balanceYuan: ({ balanceFen }: FundDocument) => yuan(balanceFen),
  raisedYuan: ({ raisedFen }: FundDocument) => yuan(raisedFen),
  grantedYuan: ({ grantedFen }: FundDocument) => yuan(grantedFen),
  entries: ({ _id }: FundDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().entriesOfFund(_id, args),
};

export const FundEntry = {
  id: ({ _id }: FundEntryDocument) => _id,
  community: ({ communityId }: FundEntryDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.community.load(communityId),
  amountYuan: ({ amountFen }: FundEntryDocument) => yuan(amountFen),
  organization: ({ organizationCode }: FundEntryDocument, _: unknown, { loaders }: StationsContext) =>
    organizationCode && loaders.organization.load(organizationCode),
};

export const FiveSocietyLinkage = {
  async socialOrganizations({ partnerCodes }: CommunityDocument, _: unknown, { loaders }: StationsContext) {
    const found = await Promise.all(partnerCodes.map((code) => loaders.organization.load(code)));
    return found.filter((organization) => organization !== null);
  },
  socialWorkers: ({ _id }: CommunityDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().workersOfCommunity(_id, args),
  communityVolunteers: ({ volunteers }: CommunityDocument) => volunteers,
  charitableResources: ({ resources }: CommunityDocument) => resources,
  actions: ({ _id }: CommunityDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().actionsOfCommunity(_id, args),
};

export const CharitableResource = {
  provider: ({ providerCode }: ResourceDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.organization.load(providerCode),
  valueYuan: ({ valueFen }: ResourceDocument) => yuan(valueFen),
};

export const LinkageAction = {
  id: ({ _id }: LinkageActionDocument) => _id,
  community: ({ communityId }: LinkageActionDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.community.load(communityId),
  beneficiaries: ({ beneficiaries }: LinkageActionDocument, _: unknown, { disclosure }: StationsContext) =>
    disclosure.number(beneficiaries),
};
