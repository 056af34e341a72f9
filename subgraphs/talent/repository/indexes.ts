import type { TalentCollections, TalentDocuments } from "./collections.ts";

interface IndexOf {
  collection: keyof TalentDocuments;
  keys: Record<string, 1>;
  unique?: true;
}

/**
 * Every index of this subgraph. Lists read newest first scan theirs backwards.
 * When sharded: socialWorkers, trainingEnrolments and dispatches by `districtCode`/`year`; the rest stay small.
 */
export const INDEXES: readonly IndexOf[] = [
  { collection: "socialWorkers", keys: { registrationKey: 1 }, unique: true },
  { collection: "socialWorkers", keys: { districtCode: 1, _id: 1 } },
  { collection: "trainingPrograms", keys: { startsOn: 1, _id: 1 } },
  { collection: "trainingPrograms", keys: { organizerCode: 1, startsOn: 1, _id: 1 } },
  { collection: "trainingEnrolments", keys: { programId: 1, enrolledOn: 1, _id: 1 } },
  { collection: "trainingEnrolments", keys: { workerId: 1, enrolledOn: 1, _id: 1 } },
  { collection: "trainingEnrolments", keys: { districtCode: 1 } },
  { collection: "dispatches", keys: { year: 1, _id: 1 } },
  { collection: "dispatches", keys: { workerId: 1, year: 1, _id: 1 } },
  { collection: "dispatches", keys: { sendingCode: 1, year: 1, _id: 1 } },
  { collection: "dispatches", keys: { countyCode: 1, year: 1, _id: 1 } },
  { collection: "localTrainees", keys: { trainedOn: 1, _id: 1 } },
  { collection: "localTrainees", keys: { countyCode: 1, trainedOn: 1, _id: 1 } },
  { collection: "demonstrationPosts", keys: { holder: 1 }, unique: true },
  { collection: "demonstrationPosts", keys: { designatedOn: 1, _id: 1 } },
  { collection: "demonstrationPosts", keys: { workerId: 1, designatedOn: 1, _id: 1 } },
  { collection: "demonstrationPosts", keys: { organizationCode: 1, designatedOn: 1, _id: 1 } },
  { collection: "linkagePilots", keys: { startedOn: 1, _id: 1 } },
  { collection: "brandProjects", keys: { year: 1, _id: 1 } },
  { collection: "brandProjects", keys: { organizerCode: 1, year: 1, _id: 1 } },
];

export async function createIndexes(collections: TalentCollections): Promise<void> {
  for (const { collection, keys, unique } of INDEXES) {
    await collections[collection].createIndex(keys, unique ? { unique } : {});
  }
}
