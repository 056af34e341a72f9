import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import {
  CERTIFICATE_LEVELS,
  type CertificateLevel,
  certificateId,
  registrationStatus,
} from "../model/Certificate.ts";
import {
  certificateLevelOn,
  type SocialWorkerDocument,
  type SocialWorkerKind,
} from "../model/SocialWorker.ts";
import type { TalentContext } from "../TalentContext.ts";
import { districtStub } from "./stubs.ts";

type Parent = SocialWorkerDocument;

/** A `Certificate` as GraphQL shows it; `null` when the worker has none of this level. */
export function certificateOf(worker: Parent, level: CertificateLevel, { today }: TalentContext) {
  const record = worker.certificates[level];
  if (record === undefined) return null;
  const id = certificateId(worker._id, level);
  return { id, level, ...record, registrationStatus: registrationStatus(record, today) };
}

const fields = {
  id: ({ _id }: Parent) => _id,
  registeredDistrict: ({ districtCode }: Parent) => districtStub(districtCode),
  certificates: (worker: Parent, _: unknown, context: TalentContext) =>
    CERTIFICATE_LEVELS.map((level) => certificateOf(worker, level, context)).filter((item) => item !== null),
  certificateLevel: (worker: Parent, _: unknown, { today }: TalentContext) =>
    certificateLevelOn(worker, today),
  isCertified: (worker: Parent, _: unknown, { today }: TalentContext) =>
    certificateLevelOn(worker, today) !== null,
  training: ({ _id }: Parent, args: PageArgs, { loaders }: TalentContext) =>
    loaders.enrolmentsOfWorker(_id, args),
  dispatches: ({ _id }: Parent, args: PageArgs, { loaders }: TalentContext) =>
    loaders.dispatchesOfWorker(_id, args),
  demonstrationPosts: ({ _id }: Parent, _: unknown, { loaders }: TalentContext) =>
    loaders.postsOfWorker.load(_id),
};

/** An id of the other kind names no worker of this kind. */
const referenceTo =
  (kind: SocialWorkerKind) =>
  async ({ id }: { id: string }, { loaders }: TalentContext) => {
    const worker = await loaders.worker.load(id);
    return worker?.kind === kind ? worker : null;
  };

export const SocialWorker = {
  __resolveType: ({ kind }: Parent) => (kind === "MEDICAL" ? "MedicalSocialWorker" : "CommunitySocialWorker"),
  __resolveReference: ({ id }: { id: string }, { loaders }: TalentContext) => loaders.worker.load(id),
};

export const MedicalSocialWorker = { __resolveReference: referenceTo("MEDICAL"), ...fields };
export const CommunitySocialWorker = { __resolveReference: referenceTo("COMMUNITY"), ...fields };
