import { EVERYWHERE } from "../../kit/codes/withinAnyDistrict.ts";
import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import { hoursOf, shareOf } from "../model/units.ts";
import { workforceFigures } from "../repository/workforceFigures.ts";
import type { TalentContext } from "../TalentContext.ts";

interface DistrictKey {
  code: string;
}

/** Civil affairs own districts; one without anything of ours has figures of zero. */
export const District = {
  __resolveReference: ({ code }: DistrictKey) => ({ code }),
  talent: ({ code }: DistrictKey) => ({ code }),
};

/** How many workers there are in a division, of those that a condition asks for. */
const workers = async (
  { loaders }: TalentContext,
  code: string,
  is: (row: { kind: unknown }) => boolean = () => true,
): Promise<number> =>
  (await loaders.workersIn.load(code)).filter(is).reduce((sum, { count }) => sum + count, 0);

/** The register's figures, shared by `DistrictTalent` and `SocialWorkForce`. */
const force = {
  medicalWorkers: ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    workers(context, code, ({ kind }) => kind === "MEDICAL"),
  communityWorkers: ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    workers(context, code, ({ kind }) => kind === "COMMUNITY"),
  certifiedWorkers: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    loaders.certifiedIn.load(code),
  certificationRate: async ({ code }: DistrictKey, _: unknown, context: TalentContext) =>
    shareOf(await context.loaders.certifiedIn.load(code), await workers(context, code)),
};

export const SocialWorkForce = {
  ...force,
  workers: ({ code }: DistrictKey, _: unknown, context: TalentContext) => workers(context, code),
  partyMembers: async (
    { code }: DistrictKey,
    _: unknown,
    { repository, disclosure, today }: TalentContext,
  ) => {
    const figures = await workforceFigures(disclosure, repository.collections.socialWorkers, today);
    const within = code === EVERYWHERE ? [] : [{ axis: "region", ...divisionPlace(code) }];
    return figures.total([...within, { axis: "person", level: "isPartyMember", label: true }]);
  },
};

export const DistrictTalent = {
  ...force,
  registeredWorkers: ({ code }: DistrictKey, _: unknown, context: TalentContext) => workers(context, code),
  trainedPersonTimes: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    (await loaders.trainingIn.load(code))
      .filter(({ status }) => status === "COMPLETED")
      .reduce((sum, { count }) => sum + count, 0),
  trainingHours: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    hoursOf(
      (await loaders.trainingIn.load(code)).reduce(
        (sum, { theoryMinutes, practiceMinutes }) => sum + theoryMinutes + practiceMinutes,
        0,
      ),
    ),
  demonstrationPosts: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    loaders.activePostsIn.load(code),
  dispatchedTo: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    loaders.dispatchedTo.load(code).then((rows) => rows.reduce((sum, { count }) => sum + count, 0)),
  dispatchedWorkersByYear: async ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) => {
    const counts = new Map<number, number>();
    for (const { year, count } of await loaders.dispatchedTo.load(code)) {
      counts.set(year as number, (counts.get(year as number) ?? 0) + count);
    }
    return [...counts].sort(([a], [b]) => a - b).map(([year, count]) => ({ year, count }));
  },
  linkagePilots: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    loaders.pilotsIn.load(code),
  brandProjects: ({ code }: DistrictKey, _: unknown, { loaders }: TalentContext) =>
    loaders.selectedProjectsIn.load(code),
};
