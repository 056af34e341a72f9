import type { DistrictSummary } from "./districtSummary.ts";
import type { VenueKind } from "./Venue.ts";

/** The figures of a dashboard over any number of districts. */
export interface DistrictFigures {
  volunteers: number;
  registeredByYear: Map<number, number>;
  organizations: number;
  organizationsWithPartyOrganization: number;
  commendations: number;
}

const entriesOf = <T>(record: Partial<Record<string, T>> = {}, only?: string): T[] =>
  (only === undefined ? Object.values(record) : [record[only]]).filter((value) => value !== undefined);

/** Adds districts' summaries up; with a kind of venue, only what such venues host. */
export function districtFigures(summaries: Iterable<DistrictSummary>, kind?: VenueKind): DistrictFigures {
  const figures: DistrictFigures = {
    volunteers: 0,
    registeredByYear: new Map(),
    organizations: 0,
    organizationsWithPartyOrganization: 0,
    commendations: 0,
  };
  const { registeredByYear } = figures;
  for (const summary of summaries) {
    figures.commendations += summary.commendations ?? 0;
    for (const byYear of entriesOf(summary.registered, kind)) {
      for (const [name, { total }] of Object.entries(byYear)) {
        figures.volunteers += total;
        const year = Number(name.slice(1));
        registeredByYear.set(year, (registeredByYear.get(year) ?? 0) + total);
      }
    }
    for (const { total, withParty } of entriesOf(summary.organizations, kind)) {
      figures.organizations += total;
      figures.organizationsWithPartyOrganization += withParty;
    }
  }
  return figures;
}
