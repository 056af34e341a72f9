import { sampleCreditCode } from "./creditCodes.ts";
import { COUNTIES, PROVINCES } from "./districts.ts";
import { sampleInstitutions } from "./institutions.ts";
import { type SampleOptions, serial } from "./SampleOptions.ts";

export type OrganizationKind =
  | "MEDICAL_INSTITUTION"
  | "SOCIAL_SERVICE_AGENCY"
  | "VOLUNTEER_ORGANIZATION"
  | "GOVERNMENT"
  | "FOUNDATION";

/** A legal person as every agency knows it: by its unified social credit code. */
export interface SampleOrganization {
  creditCode: string;
  name: string;
  kind: OrganizationKind;
  districtCode: string;
}

/** The two private social-work agencies of a district, which run its stations (`SampleStation.operatorIndex`). */
export const agencyCode = (districtCode: string, index: number): string =>
  sampleCreditCode("PRIVATE_NON_ENTERPRISE", districtCode, index + 1);

/** The volunteer federation of a district. */
export const federationCode = (districtCode: string): string =>
  sampleCreditCode("SOCIAL_ORGANIZATION", districtCode, 1);

/** The civil affairs bureau of a district (or the department of a province): buyer of services, sender of workers. */
export const bureauCode = (districtCode: string): string => sampleCreditCode("GOVERNMENT", districtCode, 1);

/** The charity foundation of a province. */
export const foundationCode = (provinceCode: string): string =>
  sampleCreditCode("SOCIAL_ORGANIZATION", provinceCode, 1);

/** Every organisation of the sample; the medical institutions come first. */
export function sampleOrganizations(options: SampleOptions): SampleOrganization[] {
  const medical = sampleInstitutions(options).map(({ creditCode, name, districtCode }) => ({
    creditCode,
    name,
    kind: "MEDICAL_INSTITUTION" as const,
    districtCode,
  }));
  const local = COUNTIES.flatMap(({ code, name }): SampleOrganization[] => [
    ...[0, 1].map((index) => ({
      creditCode: agencyCode(code, index),
      name: `${name}样例社会工作服务中心${serial(index + 1, 1)}`,
      kind: "SOCIAL_SERVICE_AGENCY" as const,
      districtCode: code,
    })),
    {
      creditCode: federationCode(code),
      name: `${name}志愿服务联合会（样例）`,
      kind: "VOLUNTEER_ORGANIZATION",
      districtCode: code,
    },
    { creditCode: bureauCode(code), name: `${name}民政局（样例）`, kind: "GOVERNMENT", districtCode: code },
  ]);
  const provincial = PROVINCES.flatMap(({ code, name }): SampleOrganization[] => [
    {
      creditCode: bureauCode(code),
      name: `${name}社会工作部（样例）`,
      kind: "GOVERNMENT",
      districtCode: code,
    },
    {
      creditCode: foundationCode(code),
      name: `${name}慈善基金会（样例）`,
      kind: "FOUNDATION",
      districtCode: code,
    },
  ]);
  return [...medical, ...local, ...provincial];
}
