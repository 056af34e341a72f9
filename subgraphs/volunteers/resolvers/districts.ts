import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Context } from "../context.ts";
import { type DistrictFigures, districtFigures } from "../model/districtFigures.ts";
import { type YearlyService, yearlyService } from "../model/summaryFigures.ts";
import type { VenueKind } from "../model/Venue.ts";
import { volunteerFigures } from "../repository/volunteerFigures.ts";
import { serviceTotals, serviceYears, yearCounts } from "./serviceFigures.ts";

/** Figures of a dashboard; those of service are read only when asked for. */
export interface Dashboard extends DistrictFigures {
  /** Whom it is about. */
  districtCode?: string | null;
  hostKind?: VenueKind | null;
  service: () => Promise<YearlyService[]>;
}

/** District and Organization: what this agency adds to entities that others own. */
export const District = {
  __resolveReference: ({ code }: { code: string }) => ({ code }),
  volunteering: async ({ code }: { code: string }, _: unknown, { loaders }: Context): Promise<Dashboard> => ({
    districtCode: code,
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
  async partyMemberVolunteers(
    { districtCode, hostKind }: Dashboard,
    _: unknown,
    { repository: { collections }, disclosure, now }: Context,
  ) {
    const figures = await volunteerFigures(disclosure, collections, now());
    return figures.total([
      ...(districtCode ? [{ axis: "region", ...divisionPlace(districtCode) }] : []),
      ...(hostKind ? [{ axis: "group", level: "hostKind", label: hostKind }] : []),
      { axis: "person", level: "isPartyMember", label: true },
    ]);
  },
  personTimes: async ({ service }: Dashboard) => serviceTotals(await service()).personTimes,
  hours: async ({ service }: Dashboard) => serviceTotals(await service()).hours,
  yearlyTrend: async ({ service }: Dashboard) => serviceYears(await service()),
  registeredByYear: ({ registeredByYear }: Dashboard) => yearCounts(registeredByYear),
};

export const DistrictVolunteering = figures;
export const VolunteeringOverview = figures;
