import DataLoader from "dataloader";
import { districtLevel } from "../kit/codes/districtCode.ts";
import { createByIdLoader } from "../kit/loaders/createByIdLoader.ts";
import { type ChildPages, createChildPages } from "../kit/relay/childPages.ts";
import type { InstitutionDocument, InstitutionLevel } from "./model/Institution.ts";
import type { HospitalsRepository } from "./repository/HospitalsRepository.ts";
import { itemsWithin } from "./repository/withinAny.ts";
import type { WorkforceCell } from "./repository/workforceCells.ts";

const BY_ID = { field: "_id", direction: 1 } as const;
const LATEST_FIRST = { field: "sentAt", direction: -1 } as const;
const DIVISION_FIELD = { COUNTY: "districtCode", CITY: "cityCode", PROVINCE: "provinceCode" } as const;

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request: any number of rows costs one database call for each thing asked of them. */
export function createLoaders({ collections, institutions, workers, bases, referrals }: HospitalsRepository) {
  return {
    institution: createByIdLoader(collections.institutions),
    institutionByCreditCode: createByIdLoader(collections.institutions, "creditCode"),
    worker: createByIdLoader(collections.workers),
    base: createByIdLoader(collections.bases),
    referral: createByIdLoader(collections.referrals),
    members: createChildPages(collections.institutions, { keyField: "parentId", order: BY_ID }),
    workersInPost: createChildPages(collections.workers, {
      keyField: "institutionId",
      order: BY_ID,
      filter: { endedOn: null },
    }),
    institutionReferrals: createChildPages(collections.referrals, {
      keyField: "institutionId",
      order: LATEST_FIRST,
    }),
    workerReferrals: createChildPages(collections.referrals, { keyField: "workerId", order: LATEST_FIRST }),
    institutionsIn: institutionPages(collections.institutions),
    figures: {
      institutions: districtCounts((codes) => institutions.countsIn(codes), "districtCode"),
      providing: districtCounts((codes) => institutions.countsIn(codes, { provides: true }), "districtCode"),
      weakBases: districtCounts((codes) => institutions.weakBaseCountsIn(codes), "districtCode"),
      bases: districtCounts((codes) => bases.countsIn(codes), "districtCode"),
      referralsSent: districtCounts((codes) => referrals.sentCountsFrom(codes), "originCode"),
      workforce: new DataLoader<string, WorkforceCell[]>(async (codes) => {
        const cells = await workers.cellsIn(codes);
        return codes.map((code) => itemsWithin(cells, code, ({ districtCode }) => String(districtCode)));
      }),
    },
  };
}

/** A figure of many divisions: counted by county in one call, then summed for each division asked for. */
function districtCounts<K extends string>(
  countsIn: (codes: readonly string[]) => Promise<(Record<K, unknown> & { count: number })[]>,
  countyField: K,
): DataLoader<string, number> {
  return new DataLoader(async (codes) => {
    const counties = await countsIn(codes);
    return codes.map((code) =>
      itemsWithin(counties, code, (county) => String(county[countyField])).reduce(
        (sum, { count }) => sum + count,
        0,
      ),
    );
  });
}

/** Pages of the institutions in a county, city or province, optionally of one level. */
function institutionPages(
  collection: HospitalsRepository["collections"]["institutions"],
): (code: string, level: InstitutionLevel | null) => ChildPages<InstitutionDocument> {
  const known = new Map<string, ChildPages<InstitutionDocument>>();
  return (code, level) => {
    const keyField = DIVISION_FIELD[districtLevel(code)];
    const name = `${keyField} ${level}`;
    const pages =
      known.get(name) ??
      createChildPages(collection, { keyField, order: BY_ID, ...(level ? { filter: { level } } : {}) });
    known.set(name, pages);
    return pages;
  };
}
