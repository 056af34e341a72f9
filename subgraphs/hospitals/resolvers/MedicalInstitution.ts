import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { HospitalsContext } from "../context.ts";
import { baseId } from "../model/DemonstrationBase.ts";
import type { InstitutionDocument } from "../model/Institution.ts";

type Institution = InstitutionDocument;

export const MedicalInstitution = {
  __resolveReference: ({ id }: { id: string }, { loaders }: HospitalsContext) => loaders.institution.load(id),
  id: ({ _id }: Institution) => _id,
  district: ({ districtCode }: Institution) => ({ code: districtCode }),
  organization: ({ creditCode }: Institution) => ({ creditCode }),
  parent: ({ parentId }: Institution, _: object, { loaders }: HospitalsContext) =>
    parentId === null ? null : loaders.institution.load(parentId),
  members: ({ _id }: Institution, args: PageArgs, { loaders }: HospitalsContext) =>
    loaders.members(_id, args),
  providesMedicalSocialWork: ({ socialWorkSince }: Institution) => socialWorkSince !== null,
  medicalSocialWorkerCount: ({ workerCount }: Institution) => workerCount,
  workersPer100kPopulation: ({ workersPer100k }: Institution) => workersPer100k,
  medicalSocialWorkers: ({ _id }: Institution, args: PageArgs, { loaders }: HospitalsContext) =>
    loaders.workersInPost(_id, args),
  // A district has one base: this institution's, or another's.
  demonstrationBase: async ({ _id, districtCode }: Institution, _: object, { loaders }: HospitalsContext) => {
    const base = await loaders.base.load(baseId(districtCode));
    return base?.institutionId === _id ? base : null;
  },
  referrals: ({ _id }: Institution, args: PageArgs, { loaders }: HospitalsContext) =>
    loaders.institutionReferrals(_id, args),
};
