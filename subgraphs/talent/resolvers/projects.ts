import type { BrandProjectDocument } from "../model/BrandProject.ts";
import type { LinkagePilotDocument } from "../model/LinkagePilot.ts";
import { yuanOf } from "../model/units.ts";
import type { TalentContext } from "../TalentContext.ts";
import { districtStub, organizationStub } from "./stubs.ts";

type Pilot = LinkagePilotDocument;
type Project = BrandProjectDocument;

export const LinkagePilot = {
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.pilot.load(id),
  id: ({ _id }: Pilot) => _id,
  district: ({ districtCode }: Pilot) => districtStub(districtCode),
  leadOrganization: ({ leadCode }: Pilot) => organizationStub(leadCode),
  partnerOrganizations: ({ partnerCodes }: Pilot) => partnerCodes.map(organizationStub),
  volunteerTeams: ({ volunteerTeamIds }: Pilot) => volunteerTeamIds.map((id) => ({ id })),
  volunteerTeamCount: ({ volunteerTeamIds }: Pilot) => volunteerTeamIds.length,
};

export const BrandProject = {
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.project.load(id),
  id: ({ _id }: Project) => _id,
  district: ({ districtCode }: Project) => districtStub(districtCode),
  organizer: ({ organizerCode }: Project) => organizationStub(organizerCode),
  publicity: ({ publicity }: Project) => [...publicity].sort((a, b) => a.at.getTime() - b.at.getTime()),
  fundingYuan: ({ fundingFen }: Project) => yuanOf(fundingFen),
};
