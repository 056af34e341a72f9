import type { Filter } from "mongodb";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { CERTIFICATE_LEVELS } from "../model/Certificate.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import { certifiedFilter, highestLevelFilter } from "./certified.ts";
import { type SocialWorkerFilter, socialWorkerFilter } from "./filters.ts";
import { type Group, groupRows } from "./groupRows.ts";
import { checkGroupBy, sortByKeys } from "./statisticsRows.ts";

const STORED = {
  DISTRICT: "districtCode",
  KIND: "kind",
  BIRTH_DECADE: "birthDecade",
  GENDER: "gender",
  PARTY_MEMBER: "isPartyMember",
} as const;

export type WorkforceDimension = keyof typeof STORED | "CERTIFICATE_LEVEL";
type StoredKey = (typeof STORED)[keyof typeof STORED];
type Groups = Group<StoredKey, "workers">[];

/** A row; dimensions that were not asked for are `undefined`. */
export type WorkforceRow = Partial<Record<StoredKey | "certificateLevel", unknown>> & {
  workers: number;
  certified: number;
};

/**
 * Workers and certified workers by stored facts and by certificate: as certificates expire with the calendar, the
 * store groups once for all workers and once for each certificate question, and the answers are put together here.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy`
 */
export async function workforceStatistics(
  workers: DocumentCollection<SocialWorkerDocument>,
  groupBy: readonly WorkforceDimension[],
  filter: SocialWorkerFilter,
  today: string,
): Promise<WorkforceRow[]> {
  checkGroupBy(groupBy);
  const stored = groupBy.filter((dimension) => dimension !== "CERTIFICATE_LEVEL");
  const keys = Object.fromEntries(
    stored.map((dimension) => [STORED[dimension], STORED[dimension]]),
  ) as Record<StoredKey, string>;
  const base = socialWorkerFilter(filter, today);
  const count = (condition: Filter<SocialWorkerDocument>): Promise<Groups> =>
    groupRows(workers, { $and: [base, condition] }, { keys, sums: { workers: 1 } });
  const rows = groupBy.includes("CERTIFICATE_LEVEL") ? await byLevel(count, today) : await all(count, today);
  return sortByKeys(
    rows,
    groupBy.map((dimension) => (dimension === "CERTIFICATE_LEVEL" ? "certificateLevel" : STORED[dimension])),
  );
}

type Count = (condition: Filter<SocialWorkerDocument>) => Promise<Groups>;

async function all(count: Count, today: string): Promise<WorkforceRow[]> {
  const [everyone, certified] = await Promise.all([count({}), count(certifiedFilter(true, today))]);
  const certifiedIn = new Map(certified.map(({ keys, sums }) => [JSON.stringify(keys), sums.workers]));
  return everyone.map(({ keys, sums }) => ({
    ...keys,
    workers: sums.workers,
    certified: certifiedIn.get(JSON.stringify(keys)) ?? 0,
  }));
}

async function byLevel(count: Count, today: string): Promise<WorkforceRow[]> {
  const levels = await Promise.all(
    CERTIFICATE_LEVELS.map(async (certificateLevel) => {
      const groups = await count(highestLevelFilter(certificateLevel, today));
      return groups.map(({ keys, sums }) => ({
        ...keys,
        certificateLevel,
        workers: sums.workers,
        certified: sums.workers,
      }));
    }),
  );
  const none = await count(certifiedFilter(false, today));
  return [
    ...levels.flat(),
    ...none.map(({ keys, sums }) => ({
      ...keys,
      certificateLevel: null,
      workers: sums.workers,
      certified: 0,
    })),
  ];
}
