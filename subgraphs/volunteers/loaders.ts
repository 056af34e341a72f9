import DataLoader from "dataloader";
import type { Filter, WithId } from "mongodb";
import { isWithinDistrict } from "../kit/codes/isWithinDistrict.ts";
import { withinAnyDistrict } from "../kit/codes/withinAnyDistrict.ts";
import { createByIdLoader } from "../kit/loaders/createByIdLoader.ts";
import { createListLoader } from "../kit/loaders/createListLoader.ts";
import { createChildPages } from "../kit/relay/childPages.ts";
import type { Order } from "../kit/relay/pageArgs.ts";
import { countPerKey } from "../kit/store/countPerKey.ts";
import type { DocumentCollection } from "../kit/store/DocumentStore.ts";
import type { ServiceSummary, SummarySubject } from "./model/serviceSummary.ts";
import type { Volunteer } from "./model/Volunteer.ts";
import type { Collections } from "./repository/collections.ts";

/** The orders of lists, shared by root fields and children of the same kind. */
export const ORDERS = {
  byId: { field: "_id", direction: 1 },
  registeredOn: { field: "registeredOn", direction: 1 },
  startsAt: { field: "startsAt", direction: -1 },
  signedUpAt: { field: "signedUpAt", direction: -1 },
  day: { field: "day", direction: -1 },
  enteredAt: { field: "enteredAt", direction: -1 },
  awardedOn: { field: "awardedOn", direction: -1 },
  minutes: { field: "minutes", direction: -1 },
} as const satisfies Record<string, Order>;

export type Loaders = ReturnType<typeof createLoaders>;

/** Everything resolvers read below a root field: batched, and one request long. */
export function createLoaders(collections: Collections) {
  const { volunteerOrganizations, volunteers, activities, activitySignUps, serviceRecords } = collections;
  const { serviceSummaries, pointsEntries, commendations } = collections;
  return {
    volunteer: createByIdLoader(volunteers),
    organization: createByIdLoader(volunteerOrganizations),
    organizationByCreditCode: createByIdLoader(volunteerOrganizations, "creditCode"),
    partyOrganization: createByIdLoader(collections.partyOrganizations),
    activity: createByIdLoader(activities),
    signUpWithdrawal: createByIdLoader(collections.signUpWithdrawals),
    serviceRecord: createByIdLoader(serviceRecords),
    benefit: createByIdLoader(collections.courtesyBenefits),
    commendation: createByIdLoader(commendations),
    venueRegistrations: createByIdLoader(collections.venueRegistrations),
    teamsOfHost: createListLoader(volunteerOrganizations, "hostId"),
    venueService: createServiceLoader(serviceSummaries, "VENUE"),
    organizationService: createServiceLoader(serviceSummaries, "ORGANIZATION"),
    districtSummaries: createDistrictLoader(collections.volunteerSummaries),
    districtService: createDistrictLoader(serviceSummaries, { subject: "DISTRICT", period: "YEARS" }),
    registeredWith: createRegisteredCount(collections, "organizationId"),
    registeredAtHost: createRegisteredCount(collections, "hostId"),
    servedVolunteers: new DataLoader<string, number>(async (venueIds) => {
      const counts = await countPerKey(collections.venueVolunteers, "venueId", [...venueIds]);
      return venueIds.map((id) => counts.get(id) ?? 0);
    }),
    organizationVolunteers: createChildPages(volunteers, {
      keyField: "organizationId",
      order: ORDERS.registeredOn,
    }),
    organizationActivities: createChildPages(activities, {
      keyField: "organizationId",
      order: ORDERS.startsAt,
    }),
    commendationsOf: createChildPages(commendations, { keyField: "recipientId", order: ORDERS.awardedOn }),
    volunteerRecords: createChildPages(serviceRecords, { keyField: "volunteerId", order: ORDERS.day }),
    venueRecords: createChildPages(serviceRecords, { keyField: "venueId", order: ORDERS.day }),
    volunteerPoints: createChildPages(pointsEntries, { keyField: "volunteerId", order: ORDERS.enteredAt }),
    volunteerSignUps: createChildPages(activitySignUps, {
      keyField: "volunteerId",
      order: ORDERS.signedUpAt,
    }),
    activitySignUps: createChildPages(activitySignUps, {
      keyField: "activityId",
      order: ORDERS.signedUpAt,
      filter: { withdrawn: 0 },
    }),
    venueVolunteers: createChildPages(collections.venueVolunteers, {
      keyField: "venueId",
      order: ORDERS.minutes,
    }),
  };
}

/** The yearly service of a venue or an organisation. */
function createServiceLoader(
  summaries: Collections["serviceSummaries"],
  subject: SummarySubject,
): DataLoader<string, ServiceSummary[]> {
  return createListLoader(summaries, "subjectId", { filter: { subject, period: "YEARS" } });
}

/** The summaries of every district inside a division; any number of divisions is one database call. */
function createDistrictLoader<T extends { _id: string; districtCode?: string }>(
  summaries: DocumentCollection<T>,
  filter: Filter<T> = {},
): DataLoader<string, WithId<T>[]> {
  return new DataLoader(async (codes) => {
    const condition = { ...filter, ...withinAnyDistrict("districtCode", codes) } as Filter<T>;
    const found = await summaries.find(condition).toArray();
    return codes.map((code) => found.filter(({ districtCode = "" }) => isWithinDistrict(districtCode, code)));
  });
}

/** How many volunteers of a parent had registered by a day (`null`: in all); one call per day asked about. */
function createRegisteredCount({ volunteers }: Collections, keyField: "organizationId" | "hostId") {
  const byDay = new Map<string, DataLoader<string, number>>();
  return (parentId: string, asOf: string | null): Promise<number> => {
    const known = byDay.get(asOf ?? "");
    if (known) return known.load(parentId);
    const filter = asOf === null ? undefined : ({ registeredOn: { $lte: asOf } } as Filter<Volunteer>);
    const loader = new DataLoader<string, number>(async (ids) => {
      const counts = await countPerKey(volunteers, keyField, [...ids], filter);
      return ids.map((id) => counts.get(id) ?? 0);
    });
    byDay.set(asOf ?? "", loader);
    return loader.load(parentId);
  };
}
