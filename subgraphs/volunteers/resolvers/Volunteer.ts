import { ageBand } from "../../kit/privacy/ageBand.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { Context } from "../context.ts";
import { hoursOf, pointsForMinutes } from "../model/hours.ts";
import { starRating } from "../model/starRating.ts";
import type { Volunteer as Document } from "../model/Volunteer.ts";
import { district } from "./references.ts";

/** Birth date and phone have no resolver of their own: an age band is all that leaves; the name is masked by its classification. */
export const Volunteer = {
  __resolveReference: ({ id }: { id: string }, { loaders }: Context) => loaders.volunteer.load(id),
  id: ({ _id }: Document) => _id,
  displayName: ({ name }: Document) => name,
  ageBand: ({ birthDate }: Document, _: unknown, { now }: Context) => ageBand(birthDate, now()),
  district: ({ districtCode }: Document) => district(districtCode),
  organization: ({ organizationId }: Document, _: unknown, { loaders }: Context) =>
    loaders.organization.load(organizationId),
  hours: ({ minutes }: Document) => hoursOf(minutes),
  personTimes: ({ times }: Document) => times,
  starRating: ({ minutes }: Document) => starRating(minutes),
  pointsFromService: ({ minutes }: Document) => pointsForMinutes(minutes),
  pointsEntries: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.volunteerPoints(_id, args),
  serviceRecords: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.volunteerRecords(_id, args),
  signUps: ({ _id }: Document, args: PageArgs, { loaders }: Context) => loaders.volunteerSignUps(_id, args),
  commendations: ({ _id }: Document, args: PageArgs, { loaders }: Context) =>
    loaders.commendationsOf(_id, args),
};
