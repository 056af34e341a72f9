import DataLoader from "dataloader";
import type { Caller } from "../kit/caller/Caller.ts";
import { isWithinDistrict } from "../kit/codes/isWithinDistrict.ts";
import { placeField } from "../kit/codes/Place.ts";
import { createByIdLoader } from "../kit/loaders/createByIdLoader.ts";
import { type ChildPages, createChildPages } from "../kit/relay/childPages.ts";
import { createDistrictSums } from "../kit/statistics/createDistrictSums.ts";
import type { InstitutionDocument, InstitutionLevel } from "./model/Institution.ts";
import { onlyFindable } from "./model/referralAccess.ts";
import { WEAK_BASE_LIMIT } from "./model/staffing.ts";
import type { HospitalsRepository } from "./repository/HospitalsRepository.ts";
import { PROVIDES, weakBase } from "./repository/InstitutionRepository.ts";
import type { WorkforceCell } from "./repository/workforceCells.ts";

const BY_ID = { field: "_id", direction: 1 } as const;
const LATEST_FIRST = { field: "sentAt", direction: -1 } as const;

export type Loaders = ReturnType<typeof createLoaders>;

/** The loaders of one request: any number of rows costs one database call for each thing asked of them. */
export function createLoaders({ collections, workers }: HospitalsRepository, caller: Caller) {
  const findable = onlyFindable(caller);
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
      filter: findable,
    }),
    workerReferrals: createChildPages(collections.referrals, {
      keyField: "workerId",
      order: LATEST_FIRST,
      filter: findable,
    }),
    institutionsIn: institutionPages(collections.institutions),
    figures: {
      institutions: createDistrictSums(collections.institutions),
      providing: createDistrictSums(collections.institutions, { filter: PROVIDES }),
      weakBases: createDistrictSums(collections.institutions, { filter: weakBase(WEAK_BASE_LIMIT) }),
      bases: createDistrictSums(collections.bases),
      workforce: new DataLoader<string, WorkforceCell[]>(async (codes) => {
        const cells = await workers.cellsIn(codes);
        return codes.map((code) =>
          cells.filter(({ districtCode }) => isWithinDistrict(String(districtCode), code)),
        );
      }),
    },
  };
}

/** Pages of the institutions in a county, city or province, optionally of one level. */
function institutionPages(
  collection: HospitalsRepository["collections"]["institutions"],
): (code: string, level: InstitutionLevel | null) => ChildPages<InstitutionDocument> {
  const known = new Map<string, ChildPages<InstitutionDocument>>();
  return (code, level) => {
    const keyField = placeField(code);
    const name = `${keyField} ${level}`;
    const pages =
      known.get(name) ??
      createChildPages(collection, { keyField, order: BY_ID, ...(level ? { filter: { level } } : {}) });
    known.set(name, pages);
    return pages;
  };
}
