import { createMutation } from "../../kit/graphql/createMutation.ts";
import type { Context } from "../context.ts";
import { createLoaders } from "../loaders.ts";
import {
  cancelActivity,
  completeActivity,
  type PublishActivity,
  publishActivity,
} from "../repository/activities.ts";
import { type AwardCommendation, awardCommendation } from "../repository/commendations.ts";
import {
  type AwardPoints,
  awardPoints,
  type OfferBenefit,
  offerBenefit,
  type PointsResult,
  type RedeemBenefit,
  redeemBenefit,
} from "../repository/points.ts";
import { type RecordService, recordService } from "../repository/recordService.ts";
import {
  type EstablishPartyOrganization,
  establishPartyOrganization,
  type RegisterOrganization,
  registerOrganization,
} from "../repository/registerOrganization.ts";
import { type RegisterVolunteer, registerVolunteer } from "../repository/registerVolunteer.ts";
import { type SignUpKey, signUpForActivity, withdrawSignUp } from "../repository/signUps.ts";

const mutation = createMutation((context: Context) => {
  context.loaders = createLoaders(context.repository.collections);
});

/** An entry together with its volunteer as the act left them. */
function withVolunteer(result: PointsResult) {
  const volunteer = (_: unknown, { loaders }: Context) => loaders.volunteer.load(result.entry.volunteerId);
  return { ...result, volunteer };
}

export const Mutation = {
  registerVolunteerOrganization: mutation(async (input: RegisterOrganization, { repository, now }) => ({
    organization: await registerOrganization(repository, input, now()),
  })),
  establishPartyOrganization: mutation(async (input: EstablishPartyOrganization, { repository, now }) => ({
    organization: await establishPartyOrganization(repository, input, now()),
  })),
  registerVolunteer: mutation((input: RegisterVolunteer, { repository, now }) =>
    registerVolunteer(repository, input, now()),
  ),
  publishActivity: mutation(async (input: PublishActivity, { repository, now }) => ({
    activity: await publishActivity(repository.collections, input, now()),
  })),
  cancelActivity: mutation(async ({ activityId }: { activityId: string }, { repository }) => ({
    activity: await cancelActivity(repository.collections, activityId),
  })),
  completeActivity: mutation(async ({ activityId }: { activityId: string }, { repository, now }) => ({
    activity: await completeActivity(repository.collections, activityId, now()),
  })),
  signUpForActivity: mutation(async (input: SignUpKey, { repository, now }) => ({
    signUp: await signUpForActivity(repository, input, now()),
  })),
  withdrawSignUp: mutation(async (input: SignUpKey, { repository, now }) => ({
    signUp: await withdrawSignUp(repository, input, now()),
  })),
  recordService: mutation(async (input: RecordService, { repository, now }) => {
    const { record, created } = await recordService(repository, input, now());
    return { serviceRecord: record, created };
  }),
  offerCourtesyBenefit: mutation(async (input: OfferBenefit, { repository, now }) => ({
    benefit: await offerBenefit(repository.collections, input, now()),
  })),
  redeemBenefit: mutation(async (input: RedeemBenefit, context) =>
    withVolunteer(await redeemBenefit(context.repository, input, context.now())),
  ),
  awardPoints: mutation(async (input: AwardPoints, context) =>
    withVolunteer(await awardPoints(context.repository, input, context.now())),
  ),
  awardCommendation: mutation(async (input: AwardCommendation, { repository, now }) => ({
    commendation: await awardCommendation(repository, input, now()),
  })),
};
