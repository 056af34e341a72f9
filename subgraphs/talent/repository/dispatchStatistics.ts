import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { eachValue } from "../../kit/statistics/eachValue.ts";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { type DispatchDocument, type DispatchStatus, REACHED_SERVICE } from "../model/Dispatch.ts";
import { type DispatchFilter, dispatchFilter } from "./filters.ts";
import { RANKS } from "./ranks.ts";

const STORED = { YEAR: "year", COUNTY: "countyCode", FIELD: "fields", STATUS: "status" } as const;

export type DispatchDimension = keyof typeof STORED;

/** A row; dimensions that were not asked for are `undefined`. */
export type DispatchRow = Partial<Record<(typeof STORED)[DispatchDimension], unknown>> & {
  records: number;
  dispatched: number;
  counties: number;
  reports: number;
};

/**
 * Dispatches, grouped in the store by the dimensions, county and status (a bounded number of groups), then by the
 * dimensions alone here: only so can different counties be counted.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy`
 */
export async function dispatchStatistics(
  dispatches: DocumentCollection<DispatchDocument>,
  groupBy: readonly DispatchDimension[],
  filter: DispatchFilter,
): Promise<DispatchRow[]> {
  const dimensions = checkGroupBy(groupBy).map((dimension) => STORED[dimension]);
  const fields = new Set<string>([...dimensions, "countyCode", "status"]);
  const found = await groupRows(dispatches, dispatchFilter(filter), {
    keys: Object.fromEntries([...fields].map((field) => [field, field])),
    sums: { records: 1, reports: "reportCount" },
  });
  const groups = groupBy.includes("FIELD") ? eachValue(found, "fields") : found;
  const rows = new Map<string, DispatchRow & { served: Set<unknown> }>();
  for (const group of groups) {
    if (groupBy.includes("FIELD") && filter?.field && group.fields !== filter.field) continue;
    const facts = Object.fromEntries(dimensions.map((field) => [field, group[field]]));
    const key = JSON.stringify(facts);
    const row = rows.get(key) ?? {
      ...facts,
      records: 0,
      dispatched: 0,
      counties: 0,
      reports: 0,
      served: new Set(),
    };
    row.records += group.records;
    row.reports += group.reports;
    if (REACHED_SERVICE.includes(group.status as DispatchStatus)) {
      row.dispatched += group.records;
      row.served.add(group.countyCode);
      row.counties = row.served.size;
    }
    rows.set(key, row);
  }
  return orderRows([...rows.values()], (row) => dimensions.map((field) => row[field]), RANKS);
}
