import { derivedId } from "../../kit/acts/derivedId.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import type { Commendation, CommendationLevel } from "../model/Commendation.ts";
import { commendationShare } from "../model/districtSummary.ts";
import { districtEffect, post, type Writing } from "./post.ts";
import { requireOrganization, requireVolunteer } from "./require.ts";

/** `input AwardCommendationInput`. */
export interface AwardCommendation {
  recipientId: string;
  title: string;
  level: CommendationLevel;
  awardedByCreditCode: string;
  awardedOn: string;
}

/** @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, or `CONFLICT` when the recipient has this commendation already */
export async function awardCommendation(
  writing: Writing,
  input: AwardCommendation,
  now: Date,
): Promise<Commendation> {
  const { recipientId, level, awardedByCreditCode } = input;
  const title = checkText(input.title, "title", 100);
  const isOrganization = recipientId.startsWith("vo_");
  const recipient = isOrganization
    ? await requireOrganization(writing.collections, recipientId, "recipientId")
    : await requireVolunteer(writing.collections, recipientId, "recipientId");
  const since = "foundedOn" in recipient ? recipient.foundedOn : recipient.registeredOn;
  const awardedOn = checkPastDay(input.awardedOn, "awardedOn", chinaDay(now), since);
  const commendation: Commendation = {
    _id: derivedId("cmd", recipientId, title, level, awardedOn),
    title,
    level,
    recipientType: isOrganization ? "VolunteerOrganization" : "Volunteer",
    recipientId,
    districtCode: recipient.districtCode,
    awardedByCreditCode,
    awardedOn,
  };
  const effects = [districtEffect(commendationShare(commendation))];
  const result = await post(writing, "commendations", commendation, effects);
  if (!result.rejected && result.created) return commendation;
  throw new UserFailure("CONFLICT", "the recipient was given this commendation on this day already", "title");
}
