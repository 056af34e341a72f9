import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { InstitutionLevel } from "../model/Institution.ts";
import { begunInYears, inPostAtYearEnds, inPostNow, type YearCount } from "../model/workforceTrend.ts";
import type { HospitalsRepository } from "../repository/HospitalsRepository.ts";

/** `type MedicalWorkforce` of the schema. */
export interface MedicalWorkforce {
  institutions: number;
  medicalSocialWorkers: number;
  institutionsByLevel: { level: InstitutionLevel; count: number }[];
  yearlyTrend: YearCount[];
  newByYear: YearCount[];
}

/** The medical social-work force of a division, or of all, up to `year`. */
export async function medicalWorkforce(
  { institutions, workers }: HospitalsRepository,
  districtCode: string | null | undefined,
  year: number,
): Promise<MedicalWorkforce> {
  const [byLevel, cells] = await Promise.all([
    institutions.providingByLevel(districtCode),
    workers.cells([], districtCode ? { districtCode } : {}),
  ]);
  return {
    institutions: byLevel.reduce((sum, { count }) => sum + count, 0),
    medicalSocialWorkers: inPostNow(cells),
    institutionsByLevel: orderRows(byLevel as MedicalWorkforce["institutionsByLevel"], ({ level }) => [
      level,
    ]),
    yearlyTrend: inPostAtYearEnds(cells, year),
    newByYear: begunInYears(cells, year),
  };
}
