import { badInput } from "../../kit/graphql/badInput.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import type { HospitalsContext } from "../context.ts";
import { mayFindReferral } from "../model/referralAccess.ts";
import { WEAK_BASE_LIMIT } from "../model/staffing.ts";
import type { InstitutionFilter } from "../repository/InstitutionRepository.ts";
import type { ReferralFilter } from "../repository/referralConditions.ts";
import type { WorkerFilter } from "../repository/WorkerRepository.ts";
import type { WorkforceFilter } from "../repository/workforceCells.ts";
import { medicalWorkforce } from "../statistics/medicalWorkforce.ts";
import {
  type MedicalWorkforceDimension,
  medicalWorkforceStatistics,
} from "../statistics/medicalWorkforceStatistics.ts";
import { referralFigures } from "../statistics/referralFigures.ts";
import {
  type ReferralDimension,
  type ReferralStatisticsFilter,
  referralStatistics,
} from "../statistics/referralStatistics.ts";

type Filtered<F> = PageArgs & { filter?: F | null };
type InDistrict = { districtCode?: string | null };

export const Query = {
  medicalInstitution: (_: unknown, { id }: { id: string }, { loaders }: HospitalsContext) =>
    loaders.institution.load(id),
  medicalInstitutions: (
    _: unknown,
    { filter, ...args }: Filtered<InstitutionFilter>,
    { repository }: HospitalsContext,
  ) => repository.institutions.page(filter ?? {}, args),
  weakBaseInstitutions: (
    _: unknown,
    {
      districtCode,
      maxWorkersPer100k,
      ...args
    }: PageArgs & InDistrict & { maxWorkersPer100k?: number | null },
    { repository }: HospitalsContext,
  ) => {
    const limit = maxWorkersPer100k ?? WEAK_BASE_LIMIT;
    if (limit < 0) throw badInput('"maxWorkersPer100k" must not be negative');
    return repository.institutions.weakBases(limit, districtCode, args);
  },
  medicalSocialWorker: (_: unknown, { id }: { id: string }, { loaders }: HospitalsContext) =>
    loaders.worker.load(id),
  medicalSocialWorkers: (
    _: unknown,
    { filter, ...args }: Filtered<WorkerFilter>,
    { repository }: HospitalsContext,
  ) => repository.workers.page(filter ?? {}, args),
  demonstrationBases: (
    _: unknown,
    { districtCode, ...args }: PageArgs & InDistrict,
    { repository }: HospitalsContext,
  ) => repository.bases.page(districtCode, args),
  referral: async (_: unknown, { id }: { id: string }, { loaders, caller }: HospitalsContext) => {
    const referral = await loaders.referral.load(id);
    return referral && mayFindReferral(caller, referral) ? referral : null;
  },
  referrals: (
    _: unknown,
    { filter, ...args }: Filtered<ReferralFilter>,
    { repository, caller }: HospitalsContext,
  ) => repository.referrals.page(filter ?? {}, args, caller),
  medicalWorkforce: (_: unknown, { districtCode }: InDistrict, { repository, now }: HospitalsContext) =>
    medicalWorkforce(repository, districtCode, yearOf(chinaDay(now()))),
  medicalWorkforceStatistics: (
    _: unknown,
    { groupBy, filter }: { groupBy: MedicalWorkforceDimension[]; filter?: WorkforceFilter | null },
    { repository, now }: HospitalsContext,
  ) => medicalWorkforceStatistics(repository.workers, groupBy, filter ?? {}, yearOf(chinaDay(now()))),
  referralStatistics: async (
    _: unknown,
    { groupBy, filter }: { groupBy: ReferralDimension[]; filter?: ReferralStatisticsFilter | null },
    { repository, disclosure }: HospitalsContext,
  ) => referralStatistics(await referralFigures(disclosure, repository), groupBy, filter ?? {}),
};
