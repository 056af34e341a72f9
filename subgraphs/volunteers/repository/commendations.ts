import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { Commendation, CommendationLevel } from "../model/Commendation.ts";
import { derivedId } from "../model/derivedId.ts";
import { commendationShare } from "../model/districtSummary.ts";
import { pastDayInput, textInput } from "../model/inputRules.ts";
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
  const title = textInput("title", input.title, 100);
  const isOrganization = recipientId.startsWith("vo_");
  const recipient = isOrganization
    ? await requireOrganization(writing.collections, recipientId, "recipientId")
    : await requireVolunteer(writing.collections, recipientId, "recipientId");
  const since = "foundedOn" in recipient ? recipient.foundedOn : recipient.registeredOn;
  const awardedOn = pastDayInput("awardedOn", input.awardedOn, now, since);
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
