import type { Filter } from "mongodb";
import { groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import { ageBandRanges } from "../model/ageBands.ts";
import { MAX_STARS, minutesForStars } from "../model/starRating.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { Collections } from "./collections.ts";

export type VolunteerDimension =
  | "DISTRICT"
  | "STAR_RATING"
  | "AGE_BAND"
  | "GENDER"
  | "REGISTERED_YEAR"
  | "PARTY_MEMBER"
  | "ORGANIZATION_KIND";

type Value = string | number | boolean;

export type VolunteerRow = { [Dimension in VolunteerDimension]?: Value } & { count: number };

/** Dimensions that are fields of the document; the other two are bands of one. */
const FIELDS = {
  DISTRICT: "districtCode",
  GENDER: "gender",
  REGISTERED_YEAR: "registeredYear",
  PARTY_MEMBER: "isPartyMember",
  ORGANIZATION_KIND: "organizationKind",
} as const;

interface Band {
  values: Partial<Record<VolunteerDimension, Value>>;
  conditions: Filter<Volunteer>[];
}

/**
 * Numbers of volunteers by dimensions, grouped in the store. Stars and age bands are ranges of minutes and birth
 * dates, which nothing stores: they are asked band by band, so the number of calls depends on the dimensions alone.
 */
export async function volunteerStatistics(
  { volunteers }: Collections,
  dimensions: readonly VolunteerDimension[],
  filter: Filter<Volunteer>,
  now: Date,
): Promise<VolunteerRow[]> {
  const stored = dimensions.filter((dimension) => dimension in FIELDS) as (keyof typeof FIELDS)[];
  const keys = Object.fromEntries(stored.map((dimension) => [dimension, FIELDS[dimension]]));
  const parts = await Promise.all(
    bandsOf(dimensions, now).map(async ({ values, conditions }) => {
      const all = [filter, ...conditions].filter((condition) => Object.keys(condition).length > 0);
      const condition = all.length > 0 ? { $and: all } : {};
      const rows = await groupRows(volunteers, condition, { keys, sums: { count: 1 } });
      return rows.map((row): VolunteerRow => ({ ...values, ...row }));
    }),
  );
  const counted = parts.flat().filter(({ count }) => count > 0);
  return orderRows(counted, (row) => dimensions.map((dimension) => row[dimension]));
}

function bandsOf(dimensions: readonly VolunteerDimension[], now: Date): Band[] {
  const stars = Array.from({ length: MAX_STARS + 1 }, (_, rating): Band => {
    const { from, below } = minutesForStars(rating);
    const minutes = Number.isFinite(below) ? { $gte: from, $lt: below } : { $gte: from };
    return { values: { STAR_RATING: rating }, conditions: [{ minutes }] };
  });
  const ages = ageBandRanges(now).map(
    ({ band, filter }): Band => ({ values: { AGE_BAND: band }, conditions: [{ birthDate: filter }] }),
  );
  let bands: Band[] = [{ values: {}, conditions: [] }];
  for (const more of [
    dimensions.includes("STAR_RATING") ? stars : null,
    dimensions.includes("AGE_BAND") ? ages : null,
  ]) {
    if (!more) continue;
    bands = bands.flatMap((one) =>
      more.map((other) => ({
        values: { ...one.values, ...other.values },
        conditions: [...one.conditions, ...other.conditions],
      })),
    );
  }
  return bands;
}
