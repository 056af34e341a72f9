import type { Filter } from "mongodb";
import { eachValue } from "../../kit/statistics/eachValue.ts";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import {
  DISPATCH_FIELDS,
  type DispatchDocument,
  type DispatchField,
  REACHED_SERVICE,
} from "../model/Dispatch.ts";
import type { TalentCollections } from "./collections.ts";

const reachedService = { status: { $in: [...REACHED_SERVICE] } } as Filter<DispatchDocument>;

/** A year of the Three Areas plan. */
export interface PlanYear {
  year: number;
  dispatched: number;
  trained: number;
  /** The receiving counties, in the order of their codes. */
  countyCodes: string[];
}

/** The years of the plan that hold a dispatch that reached service, or a trained person; earliest first. */
export async function planYears({
  dispatches,
  localTrainees,
}: Pick<TalentCollections, "dispatches" | "localTrainees">): Promise<PlanYear[]> {
  const [sent, trained] = await Promise.all([
    groupRows(dispatches, reachedService, {
      keys: { year: "year", countyCode: "countyCode" },
      sums: { count: 1 },
    }),
    groupRows(localTrainees, {}, { keys: { year: "year" }, sums: { count: 1 } }),
  ]);
  const years = new Map<number, PlanYear>();
  const planYear = (year: number): PlanYear => {
    const known = years.get(year) ?? { year, dispatched: 0, trained: 0, countyCodes: [] };
    years.set(year, known);
    return known;
  };
  for (const { year, countyCode, count } of sent) {
    const known = planYear(year as number);
    known.dispatched += count;
    known.countyCodes.push(countyCode as string);
  }
  for (const { year, count } of trained) planYear(year as number).trained += count;
  for (const { countyCodes } of years.values()) countyCodes.sort();
  return [...years.values()].sort((a, b) => a.year - b.year);
}

/** Dispatches that reached service in each field, per year; a dispatch counts in each of its fields. */
export async function planFields({
  dispatches,
}: Pick<TalentCollections, "dispatches">): Promise<Map<number, { field: DispatchField; count: number }[]>> {
  const groups = await groupRows(dispatches, reachedService, {
    keys: { year: "year", field: "fields" },
    sums: { count: 1 },
  });
  const years = new Map<number, { field: DispatchField; count: number }[]>();
  for (const { year, field, count } of eachValue(groups, "field")) {
    const counts = years.get(year as number) ?? [];
    const known = counts.find((counted) => counted.field === field);
    if (known) known.count += count;
    else counts.push({ field: field as DispatchField, count });
    years.set(year as number, counts);
  }
  for (const counts of years.values()) {
    counts.sort((a, b) => DISPATCH_FIELDS.indexOf(a.field) - DISPATCH_FIELDS.indexOf(b.field));
  }
  return years;
}
