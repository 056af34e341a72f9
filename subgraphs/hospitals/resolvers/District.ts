import { districtCodeProblem } from "../../kit/codes/districtCode.ts";
import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { HospitalsContext } from "../context.ts";
import type { InstitutionLevel } from "../model/Institution.ts";
import { inPostAtYearEnds, inPostNow } from "../model/workforceTrend.ts";
import { ORIGIN, referralFigures } from "../statistics/referralFigures.ts";

interface DistrictStub {
  code: string;
}

/** Divisions are another agency's: any well-formed code is answered, with figures of zero where nothing is known. */
export const District = {
  __resolveReference: ({ code }: DistrictStub) => (districtCodeProblem(code) === null ? { code } : null),
  medical: ({ code }: DistrictStub) => ({ code }),
};

export const DistrictMedical = {
  institutions: ({ code }: DistrictStub, _: object, { loaders }: HospitalsContext) =>
    loaders.figures.institutions.load(code),
  institutionsWithSocialWork: ({ code }: DistrictStub, _: object, { loaders }: HospitalsContext) =>
    loaders.figures.providing.load(code),
  medicalSocialWorkers: async ({ code }: DistrictStub, _: object, { loaders }: HospitalsContext) =>
    inPostNow(await loaders.figures.workforce.load(code)),
  demonstrationBases: ({ code }: DistrictStub, _: object, { loaders }: HospitalsContext) =>
    loaders.figures.bases.load(code),
  referralsSent: async ({ code }: DistrictStub, _: object, { repository, disclosure }: HospitalsContext) => {
    const figures = await referralFigures(disclosure, repository);
    return figures.total([{ axis: "region", ...divisionPlace(code, ORIGIN) }]);
  },
  weakBaseInstitutions: ({ code }: DistrictStub, _: object, { loaders }: HospitalsContext) =>
    loaders.figures.weakBases.load(code),
  yearlyTrend: async ({ code }: DistrictStub, _: object, { loaders, now }: HospitalsContext) =>
    inPostAtYearEnds(await loaders.figures.workforce.load(code), yearOf(chinaDay(now()))),
  institutionList: (
    { code }: DistrictStub,
    { level, ...args }: PageArgs & { level?: InstitutionLevel | null },
    { loaders }: HospitalsContext,
  ) => loaders.institutionsIn(code, level ?? null)(code, args),
};
