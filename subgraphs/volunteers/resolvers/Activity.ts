import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { Context } from "../context.ts";
import type { Activity as ActivityDocument } from "../model/Activity.ts";
import { type ActivitySignUp as SignUpDocument, withdrawalId } from "../model/ActivitySignUp.ts";
import { venueReference } from "../model/Venue.ts";

export const Activity = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.activity.load(id),
  id: ({ _id }: ActivityDocument) => _id,
  organization: ({ organizationId }: ActivityDocument, _: unknown, { loaders }: Context) =>
    loaders.organization.load(organizationId),
  venue: ({ venueId }: ActivityDocument) => venueReference(venueId),
  signedUp: ({ capacity, placesLeft }: ActivityDocument) => capacity - placesLeft,
  signUps: ({ _id }: ActivityDocument, args: PageArgs, { loaders }: Context) =>
    loaders.activitySignUps(_id, args),
};

export const ActivitySignUp = {
  id: ({ _id }: SignUpDocument) => _id,
  activity: ({ activityId }: SignUpDocument, _: unknown, { loaders }: Context) =>
    loaders.activity.load(activityId),
  volunteer: ({ volunteerId }: SignUpDocument, _: unknown, { loaders }: Context) =>
    loaders.volunteer.load(volunteerId),
  status: ({ withdrawn }: SignUpDocument) => (withdrawn > 0 ? "WITHDRAWN" : "SIGNED_UP"),
  async withdrawnAt({ _id, withdrawn }: SignUpDocument, _: unknown, { loaders }: Context) {
    if (withdrawn === 0) return null;
    return (await loaders.signUpWithdrawal.load(withdrawalId(_id)))?.withdrawnAt;
  },
};
