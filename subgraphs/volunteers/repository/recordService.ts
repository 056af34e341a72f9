import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { Effect } from "../../kit/store/journalEffects.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { monthOf } from "../../kit/time/monthOf.ts";
import { checkVenue } from "../model/checkVenue.ts";
import { minutesOf, pointsForMinutes } from "../model/hours.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { summaryShares } from "../model/serviceSummary.ts";
import type { Venue } from "../model/Venue.ts";
import { venueVolunteerId } from "../model/VenueVolunteer.ts";
import type { VolunteerServiceField } from "../model/VolunteerServiceField.ts";
import type { Collections } from "./collections.ts";
import { post, type Writing } from "./post.ts";
import { requireActivity, requireOrganization, requireVolunteer } from "./require.ts";
import { requireSameContent } from "./requireSameContent.ts";

/** `input RecordServiceInput`. */
export interface RecordService {
  clientKey: string;
  volunteerId: string;
  organizationId?: string | null;
  activityId?: string | null;
  venueId: string;
  field: VolunteerServiceField;
  day: string;
  hours: number;
}

const SAME: readonly (keyof ServiceRecord & string)[] = [
  ...(["volunteerId", "organizationId", "activityId", "venueId"] as const),
  ...(["field", "day", "minutes"] as const),
];

/**
 * Records a service and counts it on the volunteer, the venue, the organisation and the district, exactly once.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `ILLEGAL_TRANSITION` (activity cancelled), or `CONFLICT` when
 *   the key was used for another service
 */
export async function recordService(
  writing: Writing,
  input: RecordService,
  now: Date,
): Promise<{ record: ServiceRecord; created: boolean }> {
  const { collections } = writing;
  const venue = checkVenue(input.venueId, "venueId");
  const volunteer = await requireVolunteer(collections, input.volunteerId);
  const organizationId = input.organizationId ?? volunteer.organizationId;
  if (organizationId !== volunteer.organizationId) await requireOrganization(collections, organizationId);
  const day = checkPastDay(input.day, "day", chinaDay(now), volunteer.registeredOn);
  const record: ServiceRecord = {
    _id: derivedId("sr", "recordService", checkClientKey(input.clientKey)),
    volunteerId: volunteer._id,
    organizationId,
    ...(input.activityId ? { activityId: input.activityId } : {}),
    ...venue,
    field: input.field,
    day,
    month: monthOf(day),
    minutes: checkHours(input.hours),
    recordedAt: now,
  };
  const earlier = await collections.serviceRecords.findOne({ _id: record._id });
  if (earlier) requireSameContent<ServiceRecord>(earlier, record, SAME);
  else if (input.activityId) await requireTakesPlace(collections, input.activityId, venue);
  const result = await post(writing, "serviceRecords", record, serviceEffects(record));
  if (result.rejected)
    throw new UserFailure("NOT_FOUND", "there is no volunteer with this id", "volunteerId");
  requireSameContent<ServiceRecord>(result.entry, record, SAME);
  await keepLastDay(collections, result.entry);
  return { record: result.entry, created: result.created };
}

/** Everything a record counts in. The volunteer comes first: without one there is no record. */
function serviceEffects(record: ServiceRecord): Effect[] {
  const { volunteerId, venueId, minutes, day } = record;
  const cell = { ...record, times: 1 };
  return [
    {
      collection: "volunteers",
      filter: { _id: volunteerId },
      inc: { minutes, times: 1, pointsBalance: pointsForMinutes(minutes) },
    },
    {
      collection: "venueVolunteers",
      filter: { _id: venueVolunteerId(venueId, volunteerId) },
      inc: { minutes, times: 1 },
      setOnInsert: { venueId, volunteerId, lastDay: day },
    },
    ...summaryShares(cell).map(
      ({ summary: { _id, ...fixed }, increments }): Effect => ({
        collection: "serviceSummaries",
        filter: { _id },
        inc: Object.fromEntries(increments.map(([path, amount]) => [`counts.${path.join(".")}`, amount])),
        setOnInsert: fixed,
      }),
    ),
  ];
}

/** The journal only adds; the latest day is kept by an update of its own, harmless however often it is made. */
export async function keepLastDay(
  { venueVolunteers }: Collections,
  { venueId, volunteerId, day }: Pick<ServiceRecord, "venueId" | "volunteerId" | "day">,
): Promise<void> {
  await venueVolunteers.updateOne(
    { _id: venueVolunteerId(venueId, volunteerId) },
    { $max: { lastDay: day } },
  );
}

async function requireTakesPlace(collections: Collections, activityId: string, venue: Venue): Promise<void> {
  const activity = await requireActivity(collections, activityId);
  if (activity.status === "CANCELLED")
    throw new UserFailure(
      "ILLEGAL_TRANSITION",
      "the activity is CANCELLED: nobody served in it",
      "activityId",
    );
  if (activity.venueId !== venue.venueId)
    throw invalidInput("the activity took place at another venue", "venueId");
}

function checkHours(hours: number): number {
  const minutes = hours > 0 && hours <= 24 ? minutesOf(hours) : null;
  if (minutes !== null && minutes > 0) return minutes;
  throw invalidInput('"hours" must be between 0.1 and 24, in tenths of an hour', "hours");
}
