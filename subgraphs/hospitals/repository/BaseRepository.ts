import type { WithId } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { SERVICE_FIELDS, type ServiceField } from "../../kit/codes/ServiceField.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { type BaseDocument, baseId } from "../model/DemonstrationBase.ts";
import { FIRST_DAY } from "../model/firstDay.ts";
import type { InstitutionRepository } from "./InstitutionRepository.ts";

export interface EstablishBaseInput {
  institutionId: string;
  name: string;
  establishedOn: string;
  focusFields: ServiceField[];
}

/** All access to demonstration bases. */
export class BaseRepository {
  readonly #bases: DocumentCollection<BaseDocument>;
  readonly #institutions: InstitutionRepository;

  constructor(bases: DocumentCollection<BaseDocument>, institutions: InstitutionRepository) {
    this.#bases = bases;
    this.#institutions = institutions;
  }

  page(districtCode: string | null | undefined, args: PageArgs): Promise<Connection<WithId<BaseDocument>>> {
    const conditions = districtCode ? { districtCode: withinDistrict(districtCode) } : {};
    return findPage(this.#bases, conditions, { field: "_id", direction: 1 }, args);
  }

  /**
   * Establishes the one base of the institution's district.
   * @throws UserFailure INVALID_INPUT, NOT_FOUND, NOT_ELIGIBLE (the institution does no medical social work), CONFLICT
   */
  async establish(input: EstablishBaseInput, now: Date): Promise<BaseDocument> {
    const name = checkText(input.name, "name", 100);
    const establishedOn = checkPastDay(input.establishedOn, "establishedOn", chinaDay(now), FIRST_DAY);
    const focusFields = checkDistinct(input.focusFields, "focusFields", 1, SERVICE_FIELDS.length);
    const { _id: institutionId, districtCode } = await this.#institutions.requireProviding(
      input.institutionId,
      establishedOn,
      "establishedOn",
    );
    const base = { _id: baseId(districtCode), name, districtCode, institutionId, establishedOn, focusFields };
    try {
      await this.#bases.insertOne(base);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const message = `district ${districtCode} already has its demonstration base, ${base._id}`;
      throw new UserFailure("CONFLICT", message, "institutionId");
    }
    return base;
  }
}
