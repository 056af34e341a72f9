import type { HospitalsContext } from "../context.ts";
import type { MedicalWorkforceRow as WorkforceRow } from "../statistics/medicalWorkforceStatistics.ts";
import type { ReferralRow } from "../statistics/referralStatistics.ts";

const district = (code: unknown) => (typeof code === "string" ? { code } : null);

export const MedicalWorkforceRow = {
  district: ({ districtCode }: WorkforceRow) => district(districtCode),
};

export const ReferralStatisticsRow = {
  district: ({ destinationCode }: ReferralRow) => district(destinationCode),
  institution: ({ institutionId }: ReferralRow, _: object, { loaders }: HospitalsContext) =>
    typeof institutionId === "string" ? loaders.institution.load(institutionId) : null,
  status: ({ hospitalStatus }: ReferralRow) => hospitalStatus,
};
