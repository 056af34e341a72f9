import type { ProposeBrandProjectInput, PublicizeBrandProjectInput } from "../repository/BrandProjects.ts";
import type { RecordPilotProgressInput, StartLinkagePilotInput } from "../repository/LinkagePilots.ts";
import { mutate } from "./mutate.ts";

/** Acts on linkage pilots and brand projects. */
export const projectActs = {
  startLinkagePilot: mutate(async (input: StartLinkagePilotInput, { repository, today }) => ({
    linkagePilot: await repository.linkagePilots.start(input, today),
  })),
  recordPilotProgress: mutate(async (input: RecordPilotProgressInput, { repository }) => ({
    linkagePilot: await repository.linkagePilots.recordProgress(input),
  })),
  concludeLinkagePilot: mutate(
    async (input: { pilotId: string; concludedOn?: string | null }, { repository, today }) => ({
      linkagePilot: await repository.linkagePilots.conclude(input.pilotId, input.concludedOn ?? today, today),
    }),
  ),
  proposeBrandProject: mutate(async (input: ProposeBrandProjectInput, { repository, today }) => ({
    brandProject: await repository.brandProjects.propose(input, today),
  })),
  selectBrandProject: mutate(
    async (input: { projectId: string; selectedOn?: string | null }, { repository, today }) => ({
      brandProject: await repository.brandProjects.select(input.projectId, input.selectedOn ?? today, today),
    }),
  ),
  publicizeBrandProject: mutate(async (input: PublicizeBrandProjectInput, { repository, now }) => ({
    brandProject: await repository.brandProjects.publicize(input, now),
  })),
};
