import { isDeepStrictEqual } from "node:util";
import type { Document } from "mongodb";
import { pointsForMinutes } from "../model/hours.ts";
import { registrySummaries } from "../model/registrySummaries.ts";
import { ServiceTally } from "../model/ServiceTally.ts";
import { COLLECTIONS, type CollectionName, type Collections } from "./collections.ts";

/** A document whose counters do not say what the records say. */
export interface SummaryDifference {
  collection: CollectionName;
  id: string;
  expected: Document;
  found: Document | null;
}

type Expected = Partial<Record<CollectionName, Map<string, Document>>>;

/**
 * Recounts everything that is kept with writes (the volunteers' counters, all summaries, places left, redemptions)
 * from the records themselves, and tells what differs. Reads every record: for checks and after repairs, not for
 * requests. Acts still under way show up as differences; settle them first.
 */
export async function recountSummaries(collections: Collections): Promise<SummaryDifference[]> {
  const expected = await recount(collections);
  const differences: SummaryDifference[] = [];
  for (const collection of COLLECTIONS) {
    const documents = expected[collection];
    if (!documents) continue;
    const missing = new Map(documents);
    for await (const stored of collections[collection].find({} as never)) {
      const { _id: id, ...rest } = stored as Document & { _id: string };
      const counted = documents.get(id);
      missing.delete(id);
      if (!counted || !sameCounts(counted, rest))
        differences.push({ collection, id, expected: counted ?? {}, found: rest });
    }
    for (const [id, counted] of missing) differences.push({ collection, id, expected: counted, found: null });
  }
  return differences;
}

/** Every counter of a document, by dotted path; those that are nothing may be missing. */
function countersOf(value: unknown, path: string, into: Map<string, unknown>): Map<string, unknown> {
  if (typeof value === "object" && value !== null) {
    for (const [name, one] of Object.entries(value)) countersOf(one, `${path}.${name}`, into);
  } else if (value !== 0 && value !== undefined) {
    into.set(path, value);
  }
  return into;
}

function sameCounts(counted: Document, stored: Document): boolean {
  const fields = Object.keys(counted).filter((field) => field !== "_id");
  return fields.every((field) =>
    isDeepStrictEqual(countersOf(counted[field], "", new Map()), countersOf(stored[field], "", new Map())),
  );
}

async function recount(collections: Collections): Promise<Expected> {
  const tally = new ServiceTally();
  for await (const record of collections.serviceRecords.find({})) tally.add(record);
  const volunteers = await collections.volunteers.find({}).toArray();
  const { districts, venues } = registrySummaries({
    volunteers,
    organizations: await collections.volunteerOrganizations.find({}).toArray(),
    commendations: await collections.commendations.find({}).toArray(),
  });
  const points = new Map<string, number>();
  const redemptions = new Map<string, number>();
  for await (const { volunteerId, points: change, benefitId } of collections.pointsEntries.find({})) {
    points.set(volunteerId, (points.get(volunteerId) ?? 0) + change);
    if (benefitId) redemptions.set(benefitId, (redemptions.get(benefitId) ?? 0) + 1);
  }
  return {
    volunteers: byId(volunteers, ({ _id }) => {
      const { minutes = 0, times = 0 } = tally.volunteers.get(_id) ?? {};
      return { minutes, times, pointsBalance: pointsForMinutes(minutes) + (points.get(_id) ?? 0) };
    }),
    venueVolunteers: tally.venueVolunteers,
    serviceSummaries: tally.summaries(),
    volunteerSummaries: byId([...districts.values()], (summary) => ({
      ...{ registered: {}, organizations: {}, commendations: 0 },
      ...summary,
    })),
    venueRegistrations: venues,
    activities: await placesLeft(collections),
    courtesyBenefits: byId(await collections.courtesyBenefits.find({}).toArray(), ({ _id }) => ({
      redemptions: redemptions.get(_id) ?? 0,
    })),
  };
}

async function placesLeft(collections: Collections): Promise<Map<string, Document>> {
  const taken = new Map<string, number>();
  for await (const { activityId } of collections.activitySignUps.find({ withdrawn: 0 }))
    taken.set(activityId, (taken.get(activityId) ?? 0) + 1);
  return byId(await collections.activities.find({}).toArray(), ({ _id, capacity }) => ({
    placesLeft: capacity - (taken.get(_id) ?? 0),
  }));
}

function byId<T extends { _id: string }>(
  documents: readonly T[],
  counters: (document: T) => Document,
): Map<string, Document> {
  return new Map(documents.map((document) => [document._id, counters(document)]));
}
