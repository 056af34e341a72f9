import { derivedId } from "../../kit/acts/derivedId.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { checkVenue } from "../model/checkVenue.ts";
import { organizationShare, partyOrganizationShare } from "../model/districtSummary.ts";
import {
  type PartyOrganization,
  partyOrganizationId,
  registrationKey,
  type VolunteerOrganization,
  type VolunteerOrganizationKind,
} from "../model/VolunteerOrganization.ts";
import { districtEffect, post, type Writing } from "./post.ts";
import { requireOrganization } from "./require.ts";

/** `input RegisterVolunteerOrganizationInput`. */
export interface RegisterOrganization {
  name: string;
  kind: VolunteerOrganizationKind;
  creditCode?: string | null;
  districtCode: string;
  hostId?: string | null;
  foundedOn: string;
}

/** @throws UserFailure `INVALID_INPUT`, or `CONFLICT` when it is registered already */
export async function registerOrganization(
  writing: Writing,
  input: RegisterOrganization,
  now: Date,
): Promise<VolunteerOrganization> {
  const { kind, districtCode } = input;
  const name = checkText(input.name, "name", 100);
  const creditCode = input.creditCode ?? null;
  if (kind === "SOCIAL_ORGANIZATION" && creditCode === null)
    throw new UserFailure("INVALID_INPUT", "a social organisation has a credit code", "creditCode");
  const host = input.hostId ? checkVenue(input.hostId, "hostId") : null;
  if (kind === "HOSPITAL_TEAM" && host?.venueKind !== "MEDICAL_INSTITUTION")
    throw new UserFailure("INVALID_INPUT", "a hospital team is hosted by a medical institution", "hostId");
  const key = registrationKey({ creditCode, districtCode, name });
  const organization: VolunteerOrganization = {
    _id: derivedId("vo", key),
    name,
    kind,
    creditCode,
    districtCode,
    hostId: host?.venueId ?? null,
    hostKind: host?.venueKind ?? "NONE",
    foundedOn: checkPastDay(input.foundedOn, "foundedOn", chinaDay(now)),
    partyOrganizations: 0,
    registrationKey: key,
  };
  const known = await writing.collections.volunteerOrganizations.findOne({ registrationKey: key });
  if (known && known._id !== organization._id) throw alreadyRegistered(creditCode);
  const effects = [districtEffect(organizationShare(organization))];
  const result = await post(writing, "volunteerOrganizations", organization, effects);
  if (result.rejected || !result.created) throw alreadyRegistered(creditCode);
  return organization;
}

function alreadyRegistered(creditCode: string | null): UserFailure {
  return creditCode
    ? new UserFailure("CONFLICT", "an organisation with this credit code is registered already", "creditCode")
    : new UserFailure("CONFLICT", "a team of this name is registered in this district already", "name");
}

/** `input EstablishPartyOrganizationInput`. */
export interface EstablishPartyOrganization {
  organizationId: string;
  establishedOn: string;
  members: number;
}

/** At least three Party members form a Party organisation (《中国共产党章程》第三十条). */
const FEWEST_MEMBERS = 3;

/** @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, or `CONFLICT` when there is one already */
export async function establishPartyOrganization(
  writing: Writing,
  { organizationId, establishedOn, members }: EstablishPartyOrganization,
  now: Date,
): Promise<VolunteerOrganization> {
  checkNumber(members, "members", FEWEST_MEMBERS, 10_000);
  const organization = await requireOrganization(writing.collections, organizationId);
  const party: PartyOrganization = {
    _id: partyOrganizationId(organizationId),
    organizationId,
    establishedOn: checkPastDay(establishedOn, "establishedOn", chinaDay(now), organization.foundedOn),
    members,
  };
  const result = await post(writing, "partyOrganizations", party, [
    {
      collection: "volunteerOrganizations",
      filter: { _id: organizationId },
      guard: { partyOrganizations: 0 },
      inc: { partyOrganizations: 1 },
    },
    districtEffect(partyOrganizationShare(organization)),
  ]);
  if (!result.rejected && result.created) return { ...organization, partyOrganizations: 1 };
  throw new UserFailure("CONFLICT", "this organisation has a Party organisation already", "organizationId");
}
