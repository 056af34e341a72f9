import { COUNTIES } from "../../kit/sample/districts.ts";
import { agencyCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { type AgencyPartyOrganizationDocument, MIN_PARTY_MEMBERS } from "../model/AgencyPartyOrganization.ts";

const SHARE = 0.4;

/** Party organisations of about two in five private social-work agencies. */
export function sampleAgencyPartyOrganizations(options: SampleOptions): AgencyPartyOrganizationDocument[] {
  const random = new Random(options.seed, "talent/party");
  return COUNTIES.flatMap(({ code }) => [agencyCode(code, 0), agencyCode(code, 1)])
    .filter(() => random.chance(SHARE))
    .map((_id) => ({
      _id,
      establishedOn: random.day("2012-07-01", "2024-07-01"),
      members: random.int(MIN_PARTY_MEMBERS, 18),
    }));
}
