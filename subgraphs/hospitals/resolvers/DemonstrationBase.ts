import type { HospitalsContext } from "../context.ts";
import type { BaseDocument } from "../model/DemonstrationBase.ts";

export const DemonstrationBase = {
  __resolveReference: ({ id }: { id: string }, { loaders }: HospitalsContext) => loaders.base.load(id),
  id: ({ _id }: BaseDocument) => _id,
  district: ({ districtCode }: BaseDocument) => ({ code: districtCode }),
  institution: ({ institutionId }: BaseDocument, _: object, { loaders }: HospitalsContext) =>
    loaders.institution.load(institutionId),
};
