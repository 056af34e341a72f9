import type { Context } from "../context.ts";
import { type DistrictFigures, districtFigures } from "../model/districtFigures.ts";
import { type YearlyService, yearlyService } from "../model/summaryFigures.ts";
import { serviceTotals, serviceYears, yearCounts } from "./serviceFigures.ts";

/** Figures of a dashboard; those of service are read only when asked for. */
export interface Dashboard extends DistrictFigures {
  service: () => Promise<YearlyService[]>;
}

/** District and Organization: what this agency adds to entities that others own. */
export const District = {
  __resolveReference: ({ code }: { code: string }) => ({ code }),
  volunteering: async ({ code }: { code: string }, _: unknown, { loaders }: Context): Promise<Dashboard> => ({
    ...districtFigures(await loaders.districtSummaries.load(code)),
    service: async () => yearlyService(await loaders.districtService.load(code)),
  }),
};

export const Organization = {
  __resolveReference: ({ creditCode }: { creditCode: string }) => ({ creditCode }),
  volunteerOrganization: ({ creditCode }: { creditCode: string }, _: unknown, { loaders }: Context) =>
    loaders.organizationByCreditCode.load(creditCode),
};

const figures = {
  personTimes: async ({ service }: Dashboard) => serviceTotals(await service()).personTimes,
  hours: async ({ service }: Dashboard) => serviceTotals(await service()).hours,
  yearlyTrend: async ({ service }: Dashboard) => serviceYears(await service()),
  registeredByYear: ({ registeredByYear }: Dashboard) => yearCounts(registeredByYear),
};

export const DistrictVolunteering = figures;
export const VolunteeringOverview = figures;
