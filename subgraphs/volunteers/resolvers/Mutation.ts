import { act } from "../../kit/graphql/UserFailure.ts";
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

/**
 * A mutation: its input goes to the repository, its result or expected failure becomes the payload.
 * What it changed must not be answered from before: the payload is read through new loaders.
 */
const mutation =
  <I, R extends object>(work: (context: Context, input: I) => Promise<R>) =>
  async (_: unknown, { input }: { input: I }, context: Context) => {
    const payload = await act(() => work(context, input));
    context.loaders = createLoaders(context.repository.collections);
    return payload;
  };

/** An entry together with its volunteer as the act left them. */
function withVolunteer(result: PointsResult) {
  const volunteer = (_: unknown, { loaders }: Context) => loaders.volunteer.load(result.entry.volunteerId);
  return { ...result, volunteer };
}

export const Mutation = {
  registerVolunteerOrganization: mutation(async ({ repository, now }, input: RegisterOrganization) => ({
    organization: await registerOrganization(repository, input, now()),
  })),
  establishPartyOrganization: mutation(async ({ repository, now }, input: EstablishPartyOrganization) => ({
    organization: await establishPartyOrganization(repository, input, now()),
  })),
  registerVolunteer: mutation(({ repository, now }, input: RegisterVolunteer) =>
    registerVolunteer(repository, input, now()),
  ),
  publishActivity: mutation(async ({ repository, now }, input: PublishActivity) => ({
    activity: await publishActivity(repository.collections, input, now()),
  })),
  cancelActivity: mutation(async ({ repository }, { activityId }: { activityId: string }) => ({
    activity: await cancelActivity(repository.collections, activityId),
  })),
  completeActivity: mutation(async ({ repository, now }, { activityId }: { activityId: string }) => ({
    activity: await completeActivity(repository.collections, activityId, now()),
  })),
  signUpForActivity: mutation(async ({ repository, now }, input: SignUpKey) => ({
    signUp: await signUpForActivity(repository, input, now()),
  })),
  withdrawSignUp: mutation(async ({ repository, now }, input: SignUpKey) => ({
    signUp: await withdrawSignUp(repository, input, now()),
  })),
  recordService: mutation(async ({ repository, now }, input: RecordService) => {
    const { record, created } = await recordService(repository, input, now());
    return { serviceRecord: record, created };
  }),
  offerCourtesyBenefit: mutation(async ({ repository, now }, input: OfferBenefit) => ({
    benefit: await offerBenefit(repository.collections, input, now()),
  })),
  redeemBenefit: mutation(async (context, input: RedeemBenefit) =>
    withVolunteer(await redeemBenefit(context.repository, input, context.now())),
  ),
  awardPoints: mutation(async (context, input: AwardPoints) =>
    withVolunteer(await awardPoints(context.repository, input, context.now())),
  ),
  awardCommendation: mutation(async ({ repository, now }, input: AwardCommendation) => ({
    commendation: await awardCommendation(repository, input, now()),
  })),
};
