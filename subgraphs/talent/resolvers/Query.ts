import { EVERYWHERE } from "../../kit/codes/withinAnyDistrict.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type DispatchDimension, dispatchStatistics } from "../repository/dispatchStatistics.ts";
import type {
  brandProjectFilter,
  DispatchFilter,
  demonstrationPostFilter,
  linkagePilotFilter,
  localTraineeFilter,
  SocialWorkerFilter,
  TrainingProgramFilter,
  TrainingStatisticsFilter,
} from "../repository/filters.ts";
import { namesPerson, protectedWorkforce } from "../repository/protectedWorkforce.ts";
import { type TrainingDimension, trainingStatistics } from "../repository/trainingStatistics.ts";
import { workforceFigures } from "../repository/workforceFigures.ts";
import {
  exactly,
  type PublicDimension,
  type WorkforceDimension,
  workforceStatistics,
} from "../repository/workforceStatistics.ts";
import type { TalentContext } from "../TalentContext.ts";
import type { Plan } from "./dispatch.ts";

interface ById {
  id: string;
}
type Listed<F> = PageArgs & { filter?: F };
interface Grouped<D, F> {
  groupBy: D[];
  filter?: F;
}

export const Query = {
  socialWorker: (_: unknown, { id }: ById, { loaders }: TalentContext) => loaders.worker.load(id),
  socialWorkers: (
    _: unknown,
    { filter, ...page }: Listed<SocialWorkerFilter>,
    { repository, today }: TalentContext,
  ) => repository.socialWorkers.page(filter, page, today),
  socialWorkForce: (_: unknown, { districtCode }: { districtCode?: string | null }) => ({
    code: districtCode ?? EVERYWHERE,
  }),

  trainingProgram: (_: unknown, { id }: ById, { loaders }: TalentContext) => loaders.program.load(id),
  trainingPrograms: (
    _: unknown,
    { filter, ...page }: Listed<TrainingProgramFilter>,
    { repository }: TalentContext,
  ) => repository.trainingPrograms.page(filter, page),

  dispatch: (_: unknown, { id }: ById, { loaders }: TalentContext) => loaders.dispatch.load(id),
  dispatches: (_: unknown, { filter, ...page }: Listed<DispatchFilter>, { repository }: TalentContext) =>
    repository.dispatches.page(filter, page),
  threeAreasPlan: async (_: unknown, __: unknown, { loaders }: TalentContext): Promise<Plan> => ({
    years: await loaders.planYears(),
  }),
  localTrainees: (
    _: unknown,
    { filter, ...page }: Listed<Parameters<typeof localTraineeFilter>[0]>,
    { repository }: TalentContext,
  ) => repository.localTrainees.page(filter, page),

  demonstrationPosts: (
    _: unknown,
    { filter, ...page }: Listed<Parameters<typeof demonstrationPostFilter>[0]>,
    { repository }: TalentContext,
  ) => repository.demonstrationPosts.page(filter, page),
  linkagePilot: (_: unknown, { id }: ById, { loaders }: TalentContext) => loaders.pilot.load(id),
  linkagePilots: (
    _: unknown,
    { filter, ...page }: Listed<Parameters<typeof linkagePilotFilter>[0]>,
    { repository }: TalentContext,
  ) => repository.linkagePilots.page(filter, page),
  brandProject: (_: unknown, { id }: ById, { loaders }: TalentContext) => loaders.project.load(id),
  brandProjects: (
    _: unknown,
    { filter, ...page }: Listed<Parameters<typeof brandProjectFilter>[0]>,
    { repository }: TalentContext,
  ) => repository.brandProjects.page(filter, page),

  workforceStatistics: async (
    _: unknown,
    { groupBy, filter }: Grouped<WorkforceDimension, SocialWorkerFilter>,
    { repository, disclosure, today }: TalentContext,
  ) => {
    const { socialWorkers } = repository.collections;
    if (namesPerson(groupBy, filter))
      return protectedWorkforce(await workforceFigures(disclosure, socialWorkers, today), groupBy, filter);
    const rows = await workforceStatistics(socialWorkers, groupBy as PublicDimension[], filter, today);
    return rows.map(exactly);
  },
  trainingStatistics: (
    _: unknown,
    { groupBy, filter }: Grouped<TrainingDimension, TrainingStatisticsFilter>,
    { repository }: TalentContext,
  ) => trainingStatistics(repository.collections.trainingEnrolments, groupBy, filter),
  dispatchStatistics: (
    _: unknown,
    { groupBy, filter }: Grouped<DispatchDimension, DispatchFilter>,
    { repository }: TalentContext,
  ) => dispatchStatistics(repository.collections.dispatches, groupBy, filter),
};
