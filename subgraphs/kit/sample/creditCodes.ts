import { creditCodeCheckCharacter } from "../codes/creditCode.ts";

/** The registering department and kind a code starts with (GB 32100 表1): the ones the sample needs. */
export type CodeKind = "PUBLIC_INSTITUTION" | "SOCIAL_ORGANIZATION" | "PRIVATE_NON_ENTERPRISE" | "GOVERNMENT";

const LEADS: Record<CodeKind, string> = {
  GOVERNMENT: "11",
  PUBLIC_INSTITUTION: "12",
  SOCIAL_ORGANIZATION: "51",
  PRIVATE_NON_ENTERPRISE: "52",
};

/** A synthetic but valid unified social credit code: kind, district, serial number, check character (GB 32100). */
export function sampleCreditCode(kind: CodeKind, districtCode: string, number: number): string {
  const body = `${LEADS[kind]}${districtCode}ME${String(number).padStart(7, "0")}`;
  return body + creditCodeCheckCharacter(body);
}
