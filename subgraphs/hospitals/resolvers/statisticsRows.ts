import type { HospitalsContext } from "../context.ts";
import type { MedicalWorkforceRow as WorkforceRow } from "../statistics/medicalWorkforceStatistics.ts";
import type { ReferralRow } from "../statistics/referralStatistics.ts";

const district = (code: unknown) => (typeof code === "string" ? { code } : null);

export const MedicalWorkforceRow = {
  district: ({ districtCode }: WorkforceRow) => district(districtCode),
};

export const ReferralStatisticsRow = {
  district: ({ destinationCounty }: ReferralRow) => district(destinationCounty),
  institution: ({ institution }: ReferralRow, _: object, { loaders }: HospitalsContext) =>
    typeof institution === "string" ? loaders.institution.load(institution) : null,
};
