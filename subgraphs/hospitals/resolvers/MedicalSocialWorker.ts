import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { HospitalsContext } from "../context.ts";
import type { WorkerDocument } from "../model/MedicalSocialWorker.ts";

export const MedicalSocialWorker = {
  __resolveReference: ({ id }: { id: string }, { loaders }: HospitalsContext) => loaders.worker.load(id),
  id: ({ _id }: WorkerDocument) => _id,
  institution: ({ institutionId }: WorkerDocument, _: object, { loaders }: HospitalsContext) =>
    loaders.institution.load(institutionId),
  district: ({ districtCode }: WorkerDocument) => ({ code: districtCode }),
  referrals: ({ _id }: WorkerDocument, args: PageArgs, { loaders }: HospitalsContext) =>
    loaders.workerReferrals(_id, args),
};
