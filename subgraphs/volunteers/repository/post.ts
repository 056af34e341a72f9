import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { type JournalEntry, type PostResult, postEntry, settlePending } from "../../kit/store/journal.ts";
import type { Effect } from "../../kit/store/journalEffects.ts";
import { type DistrictShare, districtSummaryId } from "../model/districtSummary.ts";
import type { Collections, DocumentTypes } from "./collections.ts";

/** Collections whose documents are journal entries: writing one also counts it elsewhere, exactly once. */
export const ENTRY_COLLECTIONS = [
  "volunteerOrganizations",
  "partyOrganizations",
  "volunteers",
  "activitySignUps",
  "signUpWithdrawals",
  "serviceRecords",
  "pointsEntries",
  "commendations",
] as const;

export type EntryCollection = (typeof ENTRY_COLLECTIONS)[number];

/** What acts write with: the store's collections, and the store itself for the journal. */
export interface Writing {
  store: DocumentStore;
  collections: Collections;
}

/** Writes an entry and its effects through the journal: see `postEntry` of the kit. */
export function post<Name extends EntryCollection>(
  { store, collections }: Writing,
  name: Name,
  entry: DocumentTypes[Name],
  effects: readonly Effect[],
): Promise<PostResult<DocumentTypes[Name]>> {
  return postEntry(collections[name] as never, store, entry as JournalEntry, effects) as Promise<
    PostResult<DocumentTypes[Name]>
  >;
}

/** Finishes the entries of a collection that a crash left halfway. */
export function settle(
  { store, collections }: Writing,
  name: EntryCollection,
  now?: () => Date,
): Promise<number> {
  return settlePending(collections[name] as never, store, now ? { now } : {});
}

/** The journal's effect of a share of a district's summary. */
export function districtEffect({ districtCode, increments }: DistrictShare): Effect {
  return {
    collection: "volunteerSummaries",
    filter: { _id: districtSummaryId(districtCode) },
    inc: increments,
    setOnInsert: { districtCode },
  };
}
