import type { Filter } from "mongodb";
import { type ProtectedCount, shown } from "../../kit/disclosure/ProtectedCount.ts";
import { checkGroupBy } from "../../kit/statistics/checkGroupBy.ts";
import { type GroupedRow, groupRows } from "../../kit/statistics/groupRows.ts";
import { orderRows } from "../../kit/statistics/orderRows.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { CERTIFICATE_LEVELS } from "../model/Certificate.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import { certifiedFilter, highestLevelFilter } from "./certified.ts";
import { type SocialWorkerFilter, socialWorkerFilter } from "./filters.ts";
import { RANKS } from "./ranks.ts";

const STORED = { DISTRICT: "districtCode", KIND: "kind" } as const;

export type WorkforceDimension = PublicDimension | "BIRTH_DECADE" | "GENDER" | "PARTY_MEMBER";
export type PublicDimension = keyof typeof STORED | "CERTIFICATE_LEVEL";
type StoredKey = (typeof STORED)[keyof typeof STORED];
type Groups = GroupedRow<StoredKey, "workers">[];

/** A row; dimensions that were not asked for are `undefined`. */
export type WorkforceRow = Partial<Record<StoredKey | "certificateLevel", unknown>> & {
  workers: number;
  certified: number;
};

/** A row as the schema has it. */
export type ProtectedRow = Omit<WorkforceRow, "workers" | "certified"> &
  Record<"workers" | "certified", ProtectedCount>;

/** Public figures as the schema has them: exact. */
export const exactly = ({ workers, certified, ...facts }: WorkforceRow): ProtectedRow => ({
  ...facts,
  workers: shown(workers),
  certified: shown(certified),
});

/**
 * Workers and certified workers by stored facts and by certificate: as certificates expire with the calendar, the
 * store groups once for all workers and once for each certificate question, and the answers are put together here.
 * @throws GraphQLError `BAD_USER_INPUT` for a bad `groupBy`
 */
export async function workforceStatistics(
  workers: DocumentCollection<SocialWorkerDocument>,
  groupBy: readonly PublicDimension[],
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
  const fields = groupBy.map((dimension) =>
    dimension === "CERTIFICATE_LEVEL" ? "certificateLevel" : STORED[dimension],
  );
  return orderRows(rows, (row) => fields.map((field) => row[field]), RANKS);
}

type Count = (condition: Filter<SocialWorkerDocument>) => Promise<Groups>;

async function all(count: Count, today: string): Promise<WorkforceRow[]> {
  const [everyone, certified] = await Promise.all([count({}), count(certifiedFilter(true, today))]);
  const nameOf = ({ workers: _, ...facts }: Groups[number]): string => JSON.stringify(facts);
  const certifiedIn = new Map(certified.map((group) => [nameOf(group), group.workers]));
  return everyone.map((group) => ({ ...group, certified: certifiedIn.get(nameOf(group)) ?? 0 }));
}

async function byLevel(count: Count, today: string): Promise<WorkforceRow[]> {
  const levels = await Promise.all(
    CERTIFICATE_LEVELS.map(async (certificateLevel) => {
      const groups = await count(highestLevelFilter(certificateLevel, today));
      return groups.map((group) => ({ ...group, certificateLevel, certified: group.workers }));
    }),
  );
  const none = await count(certifiedFilter(false, today));
  return [...levels.flat(), ...none.map((group) => ({ ...group, certificateLevel: null, certified: 0 }))];
}
