import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { badInput } from "../../kit/graphql/badInput.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { PairingStatus } from "../model/Pairing.ts";
import { rankCounterparts } from "../model/rankCounterparts.ts";
import type { StationsContext } from "../StationsContext.ts";

const MAX_SUGGESTIONS = 20;

/** What the gateway sends: the hospitals' fields come along only for `suggestedCounterparts`. */
interface MedicalWorkerRef {
  id: string;
  serviceFields?: ServiceField[] | null;
  district?: { code?: string | null } | null;
}

export const MedicalSocialWorker = {
  /** Never `null`: whether the worker exists is for the hospitals and the register to say. */
  __resolveReference: ({ id, serviceFields, district }: MedicalWorkerRef) => ({
    id,
    serviceFields,
    district,
  }),

  async communityCounterparts({ id }: MedicalWorkerRef, _: unknown, { loaders }: StationsContext) {
    const pairings = await loaders.confirmedOfMedicalWorker.load(id);
    const workers = await Promise.all(
      pairings.map(({ communityWorkerId }) => loaders.worker.load(communityWorkerId)),
    );
    return pairings.flatMap((pairing, index) => {
      const worker = workers[index];
      return worker ? [{ worker, pairing, since: pairing.confirmedAt }] : [];
    });
  },

  pairings: (
    { id }: MedicalWorkerRef,
    { status, ...args }: PageArgs & { status?: PairingStatus | null },
    { loaders }: StationsContext,
  ) => loaders.pages().pairingsOfMedicalWorker(status ?? null)(id, args),

  async suggestedCounterparts(
    { id, serviceFields, district }: MedicalWorkerRef,
    { first }: { first?: number | null },
    { loaders }: StationsContext,
  ) {
    const limit = first ?? 5;
    if (limit < 1 || limit > MAX_SUGGESTIONS)
      throw badInput(`"first" must be between 1 and ${MAX_SUGGESTIONS}`);
    if (!serviceFields || !district?.code) return null;
    const [paired, inPost] = await Promise.all([
      loaders.liveOfMedicalWorker.load(id),
      loaders.workersInPost.load(district.code),
    ]);
    const taken = new Set(paired.map(({ communityWorkerId }) => communityWorkerId));
    const free = inPost.filter(({ _id }) => !taken.has(_id));
    const candidates = await Promise.all(
      free.map(async (worker) => ({
        id: worker._id,
        serviceFields: worker.serviceFields,
        livePairings: await loaders.livePairings.load(worker._id),
      })),
    );
    const byId = new Map(free.map((worker) => [worker._id, worker]));
    return rankCounterparts(serviceFields, candidates)
      .slice(0, limit)
      .map((ranked) => ({ ...ranked, worker: byId.get(ranked.id) }));
  },
};
