import type { Filter } from "mongodb";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import { MAX_STARS, minutesForStars } from "../model/starRating.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { Collections } from "./collections.ts";

export type PublicDimension = "DISTRICT" | "STAR_RATING" | "REGISTERED_YEAR" | "ORGANIZATION_KIND";
export type VolunteerDimension = PublicDimension | "AGE_BAND" | "GENDER" | "PARTY_MEMBER";

type Value = string | number | boolean;

export type VolunteerRow = { [Dimension in PublicDimension]?: Value } & { count: number };

/** Dimensions that are fields of the document; stars are bands of one. */
const FIELDS = {
  DISTRICT: "districtCode",
  REGISTERED_YEAR: "registeredYear",
  ORGANIZATION_KIND: "organizationKind",
} as const;

interface Band {
  values: Partial<Record<PublicDimension, Value>>;
  conditions: Filter<Volunteer>[];
}

/**
 * Numbers of volunteers by public dimensions, grouped in the store. Stars are ranges of minutes, which nothing stores:
 * they are asked band by band, so the number of calls depends on the dimensions alone.
 */
export async function volunteerStatistics(
  { volunteers }: Collections,
  dimensions: readonly PublicDimension[],
  filter: Filter<Volunteer>,
): Promise<VolunteerRow[]> {
  const stored = dimensions.filter((dimension) => dimension in FIELDS) as (keyof typeof FIELDS)[];
  const keys = Object.fromEntries(stored.map((dimension) => [dimension, FIELDS[dimension]]));
  const parts = await Promise.all(
    bandsOf(dimensions).map(async ({ values, conditions }) => {
      const all = [filter, ...conditions].filter((condition) => Object.keys(condition).length > 0);
      const condition = all.length > 0 ? { $and: all } : {};
      const rows = await groupRows(volunteers, condition, { keys, sums: { count: 1 } });
      return rows.map((row): VolunteerRow => ({ ...values, ...row }));
    }),
  );
  const counted = parts.flat().filter(({ count }) => count > 0);
  return orderRows(counted, (row) => dimensions.map((dimension) => row[dimension]));
}

function bandsOf(dimensions: readonly PublicDimension[]): Band[] {
  if (!dimensions.includes("STAR_RATING")) return [{ values: {}, conditions: [] }];
  return Array.from({ length: MAX_STARS + 1 }, (_, rating): Band => {
    const { from, below } = minutesForStars(rating);
    const minutes = Number.isFinite(below) ? { $gte: from, $lt: below } : { $gte: from };
    return { values: { STAR_RATING: rating }, conditions: [{ minutes }] };
  });
}
