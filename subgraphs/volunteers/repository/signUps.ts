import { illegalTransition } from "../../kit/acts/illegalTransition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { type ActivitySignUp, signUpId, withdrawalId } from "../model/ActivitySignUp.ts";
import { post, type Writing } from "./post.ts";
import { ACTIVITY, requireActivity, requireVolunteer } from "./require.ts";

/** `input SignUpForActivityInput` and `input WithdrawSignUpInput`. */
export interface SignUpKey {
  activityId: string;
  volunteerId: string;
}

/**
 * Takes a place for a volunteer; the places left are counted down by the same write that checks them.
 * @throws UserFailure `NOT_FOUND`, `ILLEGAL_TRANSITION`, `CAPACITY_FULL`, or `CONFLICT` when signed up already
 */
export async function signUpForActivity(
  writing: Writing,
  { activityId, volunteerId }: SignUpKey,
  now: Date,
): Promise<ActivitySignUp> {
  await requireActivity(writing.collections, activityId);
  await requireVolunteer(writing.collections, volunteerId);
  const latest = await latestSignUp(writing, { activityId, volunteerId });
  if (latest?.withdrawn === 0) throw signedUpAlready();
  const attempt = (latest?.attempt ?? 0) + 1;
  const signUp: ActivitySignUp = {
    _id: signUpId(activityId, volunteerId, attempt),
    activityId,
    volunteerId,
    attempt,
    signedUpAt: now,
    withdrawn: 0,
  };
  const result = await post(writing, "activitySignUps", signUp, [
    {
      collection: "activities",
      filter: { _id: activityId },
      guard: { status: "OPEN", startsAt: { $gt: now }, placesLeft: { $gte: 1 } },
      inc: { placesLeft: -1 },
    },
  ]);
  if (result.rejected) throw await refusal(writing, activityId, now);
  if (!result.created) throw signedUpAlready();
  return signUp;
}

async function refusal({ collections }: Writing, activityId: string, now: Date): Promise<UserFailure> {
  const { status, startsAt } = await requireActivity(collections, activityId);
  if (status !== "OPEN") return illegalTransition(ACTIVITY, status, ["OPEN"]);
  if (startsAt <= now)
    return new UserFailure("ILLEGAL_TRANSITION", "the activity has started already", "activityId");
  return new UserFailure("CAPACITY_FULL", "all places of this activity are taken", "activityId");
}

const signedUpAlready = (): UserFailure =>
  new UserFailure("CONFLICT", "this volunteer is signed up for this activity already", "volunteerId");

/**
 * Gives a place back.
 * @throws UserFailure `NOT_FOUND`, or `ILLEGAL_TRANSITION` when it is withdrawn already or the activity is over
 */
export async function withdrawSignUp(writing: Writing, key: SignUpKey, now: Date): Promise<ActivitySignUp> {
  const { status } = await requireActivity(writing.collections, key.activityId);
  const signUp = await latestSignUp(writing, key);
  if (!signUp) throw new UserFailure("NOT_FOUND", "this volunteer is not signed up", "volunteerId");
  if (status !== "OPEN") throw illegalTransition(ACTIVITY, status, ["OPEN"]);
  const withdrawal = { _id: withdrawalId(signUp._id), signUpId: signUp._id, withdrawnAt: now };
  const result = await post(writing, "signUpWithdrawals", withdrawal, [
    {
      collection: "activitySignUps",
      filter: { _id: signUp._id },
      // A sign-up still being written has not taken its place yet, and might yet be refused one.
      guard: { withdrawn: 0, pending: { $exists: false } },
      inc: { withdrawn: 1 },
    },
    { collection: "activities", filter: { _id: key.activityId }, inc: { placesLeft: 1 } },
  ]);
  if (!result.rejected && result.created) return { ...signUp, withdrawn: 1 };
  throw new UserFailure("ILLEGAL_TRANSITION", "the sign-up is not SIGNED_UP (any more)", "volunteerId");
}

async function latestSignUp(
  { collections }: Writing,
  { activityId, volunteerId }: SignUpKey,
): Promise<ActivitySignUp | null> {
  return collections.activitySignUps.findOne({ activityId, volunteerId }, { sort: { attempt: -1 } });
}
