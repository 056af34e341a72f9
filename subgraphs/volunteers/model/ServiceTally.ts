import { getOrAdd } from "./counting.ts";
import { pointsForMinutes } from "./hours.ts";
import type { ServiceRecord } from "./ServiceRecord.ts";
import { countInSummaries, type ServiceCell, type ServiceSummary } from "./serviceSummary.ts";
import { type VenueVolunteer, venueVolunteerId } from "./VenueVolunteer.ts";

export interface VolunteerCounters {
  minutes: number;
  times: number;
  /** Points earned by service alone. */
  points: number;
}

/**
 * Counts service records as they stream by, into what `recordService` keeps with each of them: the same rule
 * ({@link countInSummaries}) on cells instead of single records. Used to load in bulk and to recount.
 */
export class ServiceTally {
  readonly volunteers = new Map<string, VolunteerCounters>();
  readonly venueVolunteers = new Map<string, VenueVolunteer>();
  readonly #cells = new Map<string, ServiceCell>();

  add(record: ServiceRecord): void {
    this.#addToCell(record);
    this.#addToVolunteer(record);
    this.#addToVenue(record);
  }

  /** The summaries of everything added so far. */
  summaries(): Map<string, ServiceSummary> {
    const summaries = new Map<string, ServiceSummary>();
    for (const cell of this.cells()) countInSummaries(summaries, cell);
    return summaries;
  }

  /** Everything added so far, added up per venue, organisation, month and field. */
  cells(): Iterable<ServiceCell> {
    return this.#cells.values();
  }

  #addToCell({
    venueId,
    venueKind,
    districtCode,
    organizationId,
    field,
    month,
    minutes,
  }: ServiceRecord): void {
    const key = `${venueId}|${organizationId}|${month}|${field}`;
    const cell = this.#cells.get(key);
    if (!cell) {
      const first = { venueId, venueKind, districtCode, organizationId, field, month, times: 1, minutes };
      this.#cells.set(key, first);
      return;
    }
    cell.times += 1;
    cell.minutes += minutes;
  }

  #addToVolunteer({ volunteerId, minutes }: ServiceRecord): void {
    const counters = getOrAdd(this.volunteers, volunteerId, () => ({ minutes: 0, times: 0, points: 0 }));
    counters.minutes += minutes;
    counters.times += 1;
    counters.points += pointsForMinutes(minutes);
  }

  #addToVenue({ venueId, volunteerId, minutes, day }: ServiceRecord): void {
    const _id = venueVolunteerId(venueId, volunteerId);
    const served = this.venueVolunteers.get(_id);
    if (!served) {
      this.venueVolunteers.set(_id, { _id, venueId, volunteerId, minutes, times: 1, lastDay: day });
      return;
    }
    served.minutes += minutes;
    served.times += 1;
    if (day > served.lastDay) served.lastDay = day;
  }
}
