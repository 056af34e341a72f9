import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { isWithinDistrict } from "../../kit/codes/isWithinDistrict.ts";
import { badInput } from "../../kit/graphql/badInput.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { ServiceSummary, SummaryPeriod, SummarySubject } from "../model/serviceSummary.ts";
import { type SummaryEntry, summaryEntries } from "../model/summaryFigures.ts";
import { type Venue, type VenueKind, venueOf } from "../model/Venue.ts";
import type { VolunteerServiceField } from "../model/VolunteerServiceField.ts";
import type { Collections } from "./collections.ts";

export type ServiceDimension =
  | "DISTRICT"
  | "YEAR"
  | "MONTH"
  | "FIELD"
  | "VENUE_KIND"
  | "VENUE"
  | "ORGANIZATION";

/** `input ServiceStatisticsFilter`. */
export interface ServiceStatisticsFilter {
  districtCode?: string | null;
  fromMonth?: string | null;
  toMonth?: string | null;
  field?: VolunteerServiceField | null;
  venueKind?: VenueKind | null;
  organizationId?: string | null;
  venueId?: string | null;
}

export type ServiceRow = { [Dimension in ServiceDimension]?: string | number } & {
  times: number;
  minutes: number;
};

/**
 * Service counted by dimensions, from the summaries alone: those of districts, unless a venue or an organisation
 * is asked about. One database call.
 * @throws GraphQLError `BAD_USER_INPUT` for a month that is not written `YYYY-MM`
 */
export async function serviceStatistics(
  { serviceSummaries }: Collections,
  dimensions: readonly ServiceDimension[],
  filter: ServiceStatisticsFilter,
): Promise<ServiceRow[]> {
  const source = sourceFor(dimensions, filter);
  const { subject, range } = source;
  const rows = new Map<string, { key: (string | number)[]; row: ServiceRow }>();
  const isWanted = placeTest(filter);
  for await (const summary of serviceSummaries.find(summaryFilter(source, filter))) {
    for (const entry of summaryEntries(summary, range)) {
      const place = placeOf(subject, entry);
      if (!isWanted(place) || (filter.field && entry.field !== filter.field)) continue;
      const key = dimensions.map((dimension) => dimensionValue(dimension, entry, place));
      const name = key.join("|");
      const known = rows.get(name);
      if (known) {
        known.row.times += entry.times;
        known.row.minutes += entry.minutes;
        continue;
      }
      const values = Object.fromEntries(dimensions.map((dimension, i) => [dimension, key[i]]));
      rows.set(name, { key, row: { ...values, times: entry.times, minutes: entry.minutes } });
    }
  }
  return orderRows([...rows.values()], ({ key }) => key).map(({ row }) => row);
}

interface Source {
  subject: SummarySubject;
  period: SummaryPeriod;
  /** Which of the summaries' periods, and whether to keep them apart. */
  range: { from?: string; to?: string; byPeriod: boolean };
}

/** The smallest summaries that answer: by year, unless months matter. */
function sourceFor(dimensions: readonly ServiceDimension[], filter: ServiceStatisticsFilter): Source {
  const [from, to] = [checkMonth("fromMonth", filter.fromMonth), checkMonth("toMonth", filter.toMonth)];
  const wholeYears = (from?.endsWith("-01") ?? true) && (to?.endsWith("-12") ?? true);
  const period = dimensions.includes("MONTH") || !wholeYears ? "MONTHS" : "YEARS";
  const length = period === "YEARS" ? 4 : 7;
  return {
    subject: subjectFor(dimensions, filter),
    period,
    range: {
      ...(from ? { from: from.slice(0, length) } : {}),
      ...(to ? { to: to.slice(0, length) } : {}),
      byPeriod: dimensions.includes(period === "YEARS" ? "YEAR" : "MONTH"),
    },
  };
}

function subjectFor(
  dimensions: readonly ServiceDimension[],
  filter: ServiceStatisticsFilter,
): SummarySubject {
  if (dimensions.includes("ORGANIZATION") || filter.organizationId) return "ORGANIZATION";
  return dimensions.includes("VENUE") || filter.venueId ? "VENUE" : "DISTRICT";
}

function summaryFilter(
  { subject, period, range: { from, to } }: Source,
  filter: ServiceStatisticsFilter,
): Filter<ServiceSummary> {
  const subjectId = { DISTRICT: null, VENUE: filter.venueId, ORGANIZATION: filter.organizationId }[subject];
  const within = subject !== "ORGANIZATION" && filter.districtCode;
  const years = {
    ...(from ? { $gte: Number(from.slice(0, 4)) } : {}),
    ...(to ? { $lte: Number(to.slice(0, 4)) } : {}),
  };
  return {
    subject,
    period,
    ...(subjectId ? { subjectId } : {}),
    ...(within ? { districtCode: withinDistrict(within) } : {}),
    ...(period === "MONTHS" && (from || to) ? { year: years } : {}),
  } as Filter<ServiceSummary>;
}

/** Where an entry's service took place, as far as its subject's summaries tell. */
type Place = Partial<Venue> & Pick<Venue, "venueKind" | "districtCode">;

function placeOf(subject: SummarySubject, { summary, split }: SummaryEntry): Place {
  if (subject === "ORGANIZATION") return venueOf(split) as Venue;
  const place = { venueKind: split as VenueKind, districtCode: summary.districtCode as string };
  return subject === "VENUE" ? { ...place, venueId: summary.subjectId } : place;
}

function placeTest({ districtCode, venueKind, venueId }: ServiceStatisticsFilter): (place: Place) => boolean {
  return (place) =>
    (!venueKind || place.venueKind === venueKind) &&
    (!venueId || place.venueId === venueId) &&
    (!districtCode || isWithinDistrict(place.districtCode, districtCode));
}

function dimensionValue(dimension: ServiceDimension, entry: SummaryEntry, place: Place): string | number {
  switch (dimension) {
    case "DISTRICT":
      return place.districtCode;
    case "YEAR":
      return entry.summary.year ?? Number(entry.period);
    case "MONTH":
      return entry.period as string;
    case "FIELD":
      return entry.field;
    case "VENUE_KIND":
      return place.venueKind;
    case "VENUE":
      return place.venueId as string;
    case "ORGANIZATION":
      return entry.summary.subjectId;
  }
}

function checkMonth(name: string, month: string | null | undefined): string | undefined {
  if (!month) return undefined;
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return month;
  throw badInput(`"filter.${name}" is a month written YYYY-MM, such as 2024-10`);
}
