import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { PairingStatus } from "../model/Pairing.ts";
import type { WorkerDocument } from "../model/Worker.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef, stub } from "./references.ts";

export const CommunitySocialWorker = {
  __resolveReference: byId("worker"),
  id: ({ _id }: WorkerDocument) => _id,
  station: ({ stationId }: WorkerDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.station.load(stationId),
  district: ({ districtCode }: WorkerDocument) => districtRef(districtCode),
  async medicalCounterparts({ _id }: WorkerDocument, _: unknown, { loaders }: StationsContext) {
    const pairings = await loaders.confirmedOfCommunityWorker.load(_id);
    return pairings.map((pairing) => ({
      worker: stub(pairing.medicalWorkerId),
      pairing,
      since: pairing.confirmedAt,
    }));
  },
  pairings: (
    { _id }: WorkerDocument,
    { status, ...args }: PageArgs & { status?: PairingStatus | null },
    { loaders }: StationsContext,
  ) => loaders.pages().pairingsOfCommunityWorker(status ?? null)(_id, args),
  intakes: ({ _id }: WorkerDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().intakesOfWorker(_id, args),
};
