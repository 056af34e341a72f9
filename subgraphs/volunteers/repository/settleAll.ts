import type { Filter } from "mongodb";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { ENTRY_COLLECTIONS, settle, type Writing } from "./post.ts";
import { keepLastDay } from "./recordService.ts";

/**
 * Finishes the acts that a crash left halfway, a minute after they stopped; several processes may do it at once.
 * @returns how many there were
 */
export async function settleAll(writing: Writing, now?: () => Date): Promise<number> {
  const { serviceRecords } = writing.collections;
  const beginning = { pending: { $gte: new Date(0) } } as unknown as Filter<ServiceRecord>;
  const unfinished = await serviceRecords.find(beginning).toArray();
  let settled = 0;
  for (const name of ENTRY_COLLECTIONS) settled += await settle(writing, name, now);
  for (const record of unfinished) await keepLastDay(writing.collections, record);
  return settled;
}
