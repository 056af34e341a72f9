import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import { addYears } from "../../kit/time/addYears.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { registrationShare } from "../model/districtSummary.ts";
import type { Gender, Volunteer } from "../model/Volunteer.ts";
import { registrationPath } from "../model/venueRegistrations.ts";
import { districtEffect, post, type Writing } from "./post.ts";
import { requireOrganization } from "./require.ts";
import { requireSameContent } from "./requireSameContent.ts";

/** `input RegisterVolunteerInput`. */
export interface RegisterVolunteer {
  clientKey: string;
  organizationId: string;
  name: string;
  gender: Gender;
  birthDate: string;
  phone: string;
  districtCode: string;
  isPartyMember: boolean;
}

const SAME: readonly (keyof Volunteer & string)[] = [
  ...(["organizationId", "name", "gender", "birthDate", "phone"] as const),
  ...(["districtCode", "isPartyMember"] as const),
];

/** From eight a child may act within its limits (《民法典》第十九条). */
const YOUNGEST = 8;

/**
 * Registers a volunteer and counts them in their district and at their organisation's host.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, or `CONFLICT` when the key was used for somebody else
 */
export async function registerVolunteer(
  writing: Writing,
  input: RegisterVolunteer,
  now: Date,
): Promise<{ volunteer: Volunteer; created: boolean }> {
  const _id = derivedId("vol", "registerVolunteer", checkClientKey(input.clientKey));
  const organization = await requireOrganization(writing.collections, input.organizationId);
  const today = chinaDay(now);
  const volunteer: Volunteer = {
    _id,
    name: checkText(input.name, "name", 50),
    gender: input.gender,
    birthDate: checkBirthDate(input.birthDate, now),
    phone: checkPhone(input.phone),
    districtCode: checkCounty(input.districtCode, "districtCode"),
    organizationId: organization._id,
    organizationKind: organization.kind,
    hostId: organization.hostId,
    hostKind: organization.hostKind,
    registeredOn: today,
    registeredYear: yearOf(today),
    isPartyMember: input.isPartyMember,
    minutes: 0,
    times: 0,
    pointsBalance: 0,
  };
  const result = await post(writing, "volunteers", volunteer, [
    districtEffect(registrationShare(volunteer)),
    ...(volunteer.hostId
      ? [
          {
            collection: "venueRegistrations",
            filter: { _id: volunteer.hostId },
            inc: { [registrationPath(volunteer.districtCode)]: 1 },
            setOnInsert: {},
          },
        ]
      : []),
  ]);
  if (result.rejected) throw new Error("registering a volunteer has no guard and cannot be rejected");
  requireSameContent<Volunteer>(result.entry, volunteer, SAME);
  return { volunteer: result.entry, created: result.created };
}

function checkBirthDate(birthDate: string, now: Date): string {
  checkPastDay(birthDate, "birthDate", chinaDay(now), "1900-01-01");
  if (birthDate <= addYears(chinaDay(now), -YOUNGEST)) return birthDate;
  throw new UserFailure("NOT_ELIGIBLE", `a volunteer is at least ${YOUNGEST} years old`, "birthDate");
}

/** A mobile number of mainland China. The message repeats nothing of the value. */
function checkPhone(value: string): string {
  const phone = value.replace(/[\s-]/g, "").replace(/^\+?86(?=1)/, "");
  if (/^1[3-9]\d{9}$/.test(phone)) return phone;
  throw invalidInput('"phone" must be a mobile number of 11 digits', "phone");
}
