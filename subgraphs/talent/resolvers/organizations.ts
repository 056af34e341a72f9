import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DemonstrationPostDocument } from "../model/DemonstrationPost.ts";
import type { TalentContext } from "../TalentContext.ts";
import { districtStub, organizationStub } from "./stubs.ts";

interface OrganizationKey {
  creditCode: string;
}

/** Civil affairs own organisations; whether one exists is not ours to know, so every reference resolves. */
export const Organization = {
  __resolveReference: ({ creditCode }: OrganizationKey) => ({ creditCode }),
  demonstrationPosts: ({ creditCode }: OrganizationKey, args: PageArgs, { loaders }: TalentContext) =>
    loaders.postsOfOrganization(creditCode, args),
  dispatchesSent: ({ creditCode }: OrganizationKey, args: PageArgs, { loaders }: TalentContext) =>
    loaders.dispatchesOfSender(creditCode, args),
  partyOrganization: ({ creditCode }: OrganizationKey, _: unknown, { loaders }: TalentContext) =>
    loaders.partyOrganization.load(creditCode),
  organizedTraining: ({ creditCode }: OrganizationKey, args: PageArgs, { loaders }: TalentContext) =>
    loaders.programsOfOrganizer(creditCode, args),
  brandProjects: ({ creditCode }: OrganizationKey, args: PageArgs, { loaders }: TalentContext) =>
    loaders.projectsOfOrganizer(creditCode, args),
};

type Post = DemonstrationPostDocument;

export const DemonstrationPost = {
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.post.load(id),
  id: ({ _id }: Post) => _id,
  worker: ({ workerId }: Post, _: unknown, { loaders }: TalentContext) => loaders.worker.load(workerId),
  organization: ({ organizationCode }: Post) => organizationStub(organizationCode),
  district: ({ districtCode }: Post) => districtStub(districtCode),
};
