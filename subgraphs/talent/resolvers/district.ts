import { hoursOf, shareOf } from "../model/units.ts";
import type { TalentContext } from "../TalentContext.ts";

interface DistrictKey {
  code: string;
}

/** Civil affairs own districts; one without anything of ours has figures of zero. */
export const District = {
  __resolveReference: ({ code }: DistrictKey) => ({ code }),
  talent: ({ code }: DistrictKey) => ({ code }),
};

type Figures = { load(code: string): Promise<{ sums: Record<"count", number> }[]> };

const total = async (figures: Figures, code: string): Promise<number> =>
  (await figures.load(code)).reduce((sum, { sums }) => sum + sums.count, 0);

const workers = async (
  { loaders }: TalentContext,
  code: string,
  is: (keys: Record<"kind" | "isPartyMember", unknown>) => boolean,
): Promise<number> =>
  (await loaders.workersIn.load(code)).reduce((sum, { keys, sums }) => sum + (is(keys) ? sums.count : 0), 0);

/** The register's figures, shared by `DistrictTalent` and `SocialWorkForce`. */
const force = {
  medicalWorkers: ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    workers(context, code, ({ kind }) => kind === "MEDICAL"),
  communityWorkers: ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    workers(context, code, ({ kind }) => kind === "COMMUNITY"),
  certifiedWorkers: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.certifiedIn, code),
  certificationRate: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    shareOf(await total(loaders.certifiedIn, code), await total(loaders.workersIn, code)),
};

export const SocialWorkForce = {
  ...force,
  workers: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) => total(loaders.workersIn, code),
  partyMembers: ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    workers(context, code, ({ isPartyMember }) => isPartyMember === true),
};

export const DistrictTalent = {
  ...force,
  registeredWorkers: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.workersIn, code),
  trainedPersonTimes: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    (await loaders.trainingIn.load(code))
      .filter(({ keys }) => keys.status === "COMPLETED")
      .reduce((sum, { sums }) => sum + sums.count, 0),
  trainingHours: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    hoursOf(
      (await loaders.trainingIn.load(code)).reduce(
        (sum, { sums }) => sum + sums.theoryMinutes + sums.practiceMinutes,
        0,
      ),
    ),
  demonstrationPosts: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.activePostsIn, code),
  dispatchedTo: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.dispatchedTo, code),
  dispatchedWorkersByYear: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) => {
    const counts = new Map<number, number>();
    for (const { keys, sums } of await loaders.dispatchedTo.load(code)) {
      const year = keys.year as number;
      counts.set(year, (counts.get(year) ?? 0) + sums.count);
    }
    return [...counts].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, count }));
  },
  linkagePilots: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.pilotsIn, code),
  brandProjects: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    total(loaders.selectedProjectsIn, code),
};
