import type { IndexSpecification } from "mongodb";
import type { CollectionName, Collections } from "./collections.ts";
import { ENTRY_COLLECTIONS } from "./post.ts";

/**
 * Every index of this agency's data, with what reads it.
 * Shard keys, where MongoDB is sharded: `serviceRecords` by `{volunteerId: "hashed"}`, `venueVolunteers` by
 * `{venueId: 1, _id: 1}`, `volunteers` by `{_id: "hashed"}`; the rest stays small enough for one shard.
 */
export const INDEXES: readonly (readonly [CollectionName, IndexSpecification])[] = [
  // what is registered already
  ["volunteerOrganizations", { registrationKey: 1 }],
  ["volunteerOrganizations", { districtCode: 1 }],
  ["volunteerOrganizations", { hostId: 1 }],
  ["volunteerOrganizations", { creditCode: 1 }],
  // an organisation's volunteers, and how many registered by a day
  ["volunteers", { organizationId: 1, registeredOn: 1, _id: 1 }],
  ["volunteers", { hostId: 1, registeredOn: 1 }],
  ["volunteers", { districtCode: 1, _id: 1 }],
  // statistics by star rating and by age band
  ["volunteers", { minutes: 1 }],
  ["volunteers", { birthDate: 1 }],
  ["activities", { startsAt: 1, _id: 1 }],
  ["activities", { organizationId: 1, startsAt: 1, _id: 1 }],
  ["activities", { districtCode: 1, startsAt: 1, _id: 1 }],
  ["activitySignUps", { activityId: 1, signedUpAt: 1, _id: 1 }],
  ["activitySignUps", { volunteerId: 1, signedUpAt: 1, _id: 1 }],
  ["serviceRecords", { volunteerId: 1, day: 1, _id: 1 }],
  ["serviceRecords", { venueId: 1, day: 1, _id: 1 }],
  ["serviceSummaries", { subject: 1, period: 1, subjectId: 1, year: 1 }],
  ["serviceSummaries", { subject: 1, period: 1, districtCode: 1, year: 1 }],
  ["volunteerSummaries", { districtCode: 1 }],
  ["venueVolunteers", { venueId: 1, minutes: 1, _id: 1 }],
  ["pointsEntries", { volunteerId: 1, enteredAt: 1, _id: 1 }],
  ["courtesyBenefits", { districtCode: 1, _id: 1 }],
  ["commendations", { awardedOn: 1, _id: 1 }],
  ["commendations", { recipientId: 1, awardedOn: 1, _id: 1 }],
  ["commendations", { districtCode: 1, awardedOn: 1, _id: 1 }],
];

/** Creates the indexes that are missing. */
export async function createIndexes(collections: Collections): Promise<void> {
  for (const [name, keys] of INDEXES) await collections[name].createIndex(keys);
  // entries whose effects are outstanding
  for (const name of ENTRY_COLLECTIONS) await collections[name].createIndex({ pending: 1 });
}
