import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { type AgencyPartyOrganizationDocument, MIN_PARTY_MEMBERS } from "../model/AgencyPartyOrganization.ts";

export interface EstablishAgencyPartyOrganizationInput {
  creditCode: string;
  establishedOn: string;
  members: number;
}

const PARTY_FOUNDED = "1921-07-01";

/** Party organisations of private social-work agencies, one each. */
export class AgencyPartyOrganizations {
  readonly #organizations: DocumentCollection<AgencyPartyOrganizationDocument>;

  constructor(organizations: DocumentCollection<AgencyPartyOrganizationDocument>) {
    this.#organizations = organizations;
  }

  /** @throws UserFailure INVALID_INPUT, or CONFLICT when the agency has one */
  async establish(
    { creditCode, establishedOn, members }: EstablishAgencyPartyOrganizationInput,
    today: string,
  ): Promise<AgencyPartyOrganizationDocument> {
    checkPastDay(establishedOn, "establishedOn", today, PARTY_FOUNDED);
    checkNumber(members, "members", MIN_PARTY_MEMBERS, 100_000);
    const document: AgencyPartyOrganizationDocument = { _id: creditCode, establishedOn, members };
    try {
      await this.#organizations.insertOne(document);
      return document;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new UserFailure("CONFLICT", "this agency already has a Party organisation", "creditCode");
    }
  }
}
