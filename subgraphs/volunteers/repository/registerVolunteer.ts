import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { derivedId } from "../model/derivedId.ts";
import { registrationShare } from "../model/districtSummary.ts";
import { clientKeyInput, countyInput, pastDayInput, textInput } from "../model/inputRules.ts";
import { localDay } from "../model/localDay.ts";
import type { Gender, Volunteer } from "../model/Volunteer.ts";
import { registrationPath } from "../model/venueRegistrations.ts";
import { districtEffect, post, type Writing } from "./post.ts";
import { requireSameContent } from "./repeated.ts";
import { requireOrganization } from "./require.ts";

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
  const _id = derivedId("vol", "registerVolunteer", clientKeyInput(input.clientKey));
  const organization = await requireOrganization(writing.collections, input.organizationId);
  const today = localDay(now);
  const volunteer: Volunteer = {
    _id,
    name: textInput("name", input.name, 50),
    gender: input.gender,
    birthDate: birthDateInput(input.birthDate, now),
    phone: phoneInput(input.phone),
    districtCode: countyInput("districtCode", input.districtCode),
    organizationId: organization._id,
    organizationKind: organization.kind,
    hostId: organization.hostId,
    hostKind: organization.hostKind,
    registeredOn: today,
    registeredYear: Number(today.slice(0, 4)),
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

function birthDateInput(birthDate: string, now: Date): string {
  pastDayInput("birthDate", birthDate, now, "1900-01-01");
  const today = localDay(now);
  const latest = `${Number(today.slice(0, 4)) - YOUNGEST}${today.slice(4)}`;
  if (birthDate <= latest) return birthDate;
  throw new UserFailure("NOT_ELIGIBLE", `a volunteer is at least ${YOUNGEST} years old`, "birthDate");
}

/** A mobile number of mainland China. The message repeats nothing of the value. */
function phoneInput(value: string): string {
  const phone = value.replace(/[\s-]/g, "").replace(/^\+?86(?=1)/, "");
  if (/^1[3-9]\d{9}$/.test(phone)) return phone;
  throw new UserFailure("INVALID_INPUT", '"phone" is a mobile number of 11 digits', "phone");
}
