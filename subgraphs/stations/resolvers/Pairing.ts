import type { PairingDocument } from "../model/Pairing.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef, stub } from "./references.ts";

export const Pairing = {
  __resolveReference: byId("pairing"),
  id: ({ _id }: PairingDocument) => _id,
  medicalWorker: ({ medicalWorkerId }: PairingDocument) => stub(medicalWorkerId),
  communityWorker: ({ communityWorkerId }: PairingDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.worker.load(communityWorkerId),
  district: ({ districtCode }: PairingDocument) => districtRef(districtCode),
};
