import type { ProjectDocument } from "../model/PurchasedProject.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef, yuan } from "./references.ts";

export const PurchasedProject = {
  __resolveReference: byId("project"),
  id: ({ _id }: ProjectDocument) => _id,
  district: ({ districtCode }: ProjectDocument) => districtRef(districtCode),
  station: ({ stationId }: ProjectDocument, _: unknown, { loaders }: StationsContext) =>
    stationId && loaders.station.load(stationId),
  purchaser: ({ purchaserCode }: ProjectDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.organization.load(purchaserCode),
  provider: ({ providerCode }: ProjectDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.organization.load(providerCode),
  amountYuan: ({ amountFen }: ProjectDocument) => yuan(amountFen),
  beneficiaries: ({ beneficiaries }: ProjectDocument, _: unknown, { disclosure }: StationsContext) =>
    beneficiaries === null ? null : disclosure.number(beneficiaries),
};
