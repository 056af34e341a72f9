import type { Context } from "../context.ts";
import { hoursOf } from "../model/hours.ts";
import type { ServiceRecord as Document } from "../model/ServiceRecord.ts";
import { venueReference } from "../model/Venue.ts";

export const ServiceRecord = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.serviceRecord.load(id),
  id: ({ _id }: Document) => _id,
  volunteer: ({ volunteerId }: Document, _: unknown, { loaders }: Context) =>
    loaders.volunteer.load(volunteerId),
  organization: ({ organizationId }: Document, _: unknown, { loaders }: Context) =>
    loaders.organization.load(organizationId),
  activity: ({ activityId }: Document, _: unknown, { loaders }: Context) =>
    activityId ? loaders.activity.load(activityId) : null,
  venue: ({ venueId }: Document) => venueReference(venueId),
  hours: ({ minutes }: Document) => hoursOf(minutes),
};
