import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { insertInBatches } from "../../kit/server/insertInBatches.ts";
import type { Progress } from "../../kit/server/Subgraph.ts";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { registrySummaries } from "../model/registrySummaries.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { ServiceTally } from "../model/ServiceTally.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import { type Collections, openCollections } from "../repository/collections.ts";
import { sampleActivities } from "./activities.ts";
import { sampleBenefits } from "./benefits.ts";
import { Calendar } from "./calendar.ts";
import { sampleCommendations } from "./commendations.ts";
import { sampleVolunteerOrganizations } from "./organizations.ts";
import { samplePointsEntries } from "./pointsEntries.ts";
import { planService, sampleServiceRecords } from "./serviceRecords.ts";
import { sampleVolunteers } from "./volunteers.ts";

/** Writes the sample: what happened first, then the people and summaries that count it. */
export async function loadSample(
  store: DocumentStore,
  options: SampleOptions,
  progress: Progress,
): Promise<void> {
  const collections = openCollections(store);
  const insert = inserter(collections, progress);
  const calendar = new Calendar();
  const organizations = sampleVolunteerOrganizations(options);
  const registered = sampleVolunteers(organizations, calendar, options);
  const { activities, signUps, participations } = sampleActivities(
    organizations,
    registered,
    calendar,
    options,
  );
  const plan = planService(registered, participations, options);

  const tally = new ServiceTally();
  const records = sampleServiceRecords(registered, plan, participations, { calendar, options });
  await insertInBatches(collections.serviceRecords, counted(records, tally), plan.total, progress);

  const volunteers = registered.map(({ document }) => withCounters(document, tally));
  const teams = organizations.map(({ document }) => document);
  const benefits = sampleBenefits(options);
  const points = samplePointsEntries(volunteers, benefits, calendar, options);
  const commendations = sampleCommendations(volunteers, teams, options);
  const { districts, venues } = registrySummaries({
    volunteers,
    organizations: teams,
    commendations,
  });

  await insert("volunteerOrganizations", teams);
  await insert(
    "partyOrganizations",
    organizations.flatMap(({ partyOrganization }) => partyOrganization ?? []),
  );
  await insert("volunteers", volunteers);
  await insert("activities", activities);
  await insert("activitySignUps", signUps);
  await insert("courtesyBenefits", benefits);
  await insert("pointsEntries", points);
  await insert("commendations", commendations);
  await insert("venueVolunteers", [...tally.venueVolunteers.values()]);
  await insert("serviceSummaries", [...tally.summaries().values()]);
  await insert("volunteerSummaries", [...districts.values()]);
  await insert("venueRegistrations", [...venues.values()]);
}

function inserter(collections: Collections, progress: Progress) {
  return async (name: keyof Collections, documents: readonly object[]): Promise<void> => {
    await insertInBatches(collections[name] as never, documents, documents.length, progress);
  };
}

function* counted(records: Iterable<ServiceRecord>, tally: ServiceTally): Generator<ServiceRecord> {
  for (const record of records) {
    tally.add(record);
    yield record;
  }
}

function withCounters(volunteer: Volunteer, tally: ServiceTally): Volunteer {
  const { minutes = 0, times = 0, points = 0 } = tally.volunteers.get(volunteer._id) ?? {};
  return { ...volunteer, minutes, times, pointsBalance: points };
}
