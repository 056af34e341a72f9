import type { HospitalsContext } from "../context.ts";

interface OrganizationStub {
  creditCode: string;
}

/** Organisations are another agency's: an unknown one is answered too, and is no medical institution. */
export const Organization = {
  __resolveReference: ({ creditCode }: OrganizationStub) => ({ creditCode }),
  medicalInstitution: ({ creditCode }: OrganizationStub, _: object, { loaders }: HospitalsContext) =>
    loaders.institutionByCreditCode.load(creditCode),
};
