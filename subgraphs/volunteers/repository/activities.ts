import { derivedId } from "../../kit/acts/derivedId.ts";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import type { Activity, ActivityStatus } from "../model/Activity.ts";
import { checkVenue } from "../model/checkVenue.ts";
import type { VolunteerServiceField } from "../model/VolunteerServiceField.ts";
import type { Collections } from "./collections.ts";
import { ACTIVITY, requireActivity, requireOrganization } from "./require.ts";

/** `input PublishActivityInput`. */
export interface PublishActivity {
  organizationId: string;
  title: string;
  venueId: string;
  field: VolunteerServiceField;
  startsAt: string;
  endsAt: string;
  capacity: number;
}

const LONGEST_MS = 72 * 3_600_000;

/**
 * Publishes an activity, once: the same organisation, title, venue and start are the same activity.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `CONFLICT`
 */
export async function publishActivity(
  collections: Collections,
  input: PublishActivity,
  now: Date,
): Promise<Activity> {
  const [startsAt, endsAt] = [new Date(input.startsAt), new Date(input.endsAt)];
  const title = checkText(input.title, "title", 100);
  if (startsAt <= now) throw new UserFailure("INVALID_INPUT", '"startsAt" must be in the future', "startsAt");
  if (endsAt <= startsAt || endsAt.getTime() - startsAt.getTime() > LONGEST_MS)
    throw new UserFailure("INVALID_INPUT", '"endsAt" must be within 72 hours after "startsAt"', "endsAt");
  const capacity = checkNumber(input.capacity, "capacity", 1, 10_000);
  const venue = checkVenue(input.venueId, "venueId");
  const { _id: organizationId } = await requireOrganization(collections, input.organizationId);
  const activity: Activity = {
    _id: derivedId("act", organizationId, title, venue.venueId, startsAt.toISOString()),
    title,
    organizationId,
    ...venue,
    field: input.field,
    startsAt,
    endsAt,
    capacity,
    placesLeft: capacity,
    status: "OPEN",
  };
  try {
    await collections.activities.insertOne(activity);
    return activity;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    throw new UserFailure(
      "CONFLICT",
      "the organisation has already published an activity of this title at this place and time",
      "title",
    );
  }
}

/** @throws UserFailure `NOT_FOUND`, `ILLEGAL_TRANSITION` unless the activity is open */
export function cancelActivity(collections: Collections, activityId: string): Promise<Activity> {
  return moveActivity(collections, activityId, "CANCELLED");
}

/** @throws UserFailure `NOT_FOUND`, `ILLEGAL_TRANSITION` unless the activity is open and has started */
export async function completeActivity(
  collections: Collections,
  activityId: string,
  now: Date,
): Promise<Activity> {
  const { status, startsAt } = await requireActivity(collections, activityId);
  if (status === "OPEN" && startsAt > now)
    throw new UserFailure(
      "ILLEGAL_TRANSITION",
      `the activity starts only at ${startsAt.toISOString()}: it can be cancelled, not completed`,
      "activityId",
    );
  return moveActivity(collections, activityId, "COMPLETED");
}

function moveActivity({ activities }: Collections, id: string, status: ActivityStatus): Promise<Activity> {
  return transition(activities, { ...ACTIVITY, id, from: ["OPEN"], update: { $set: { status } } });
}
