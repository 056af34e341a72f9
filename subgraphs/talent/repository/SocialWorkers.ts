import type { WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { addYears } from "../../kit/time/addYears.ts";
import {
  birthDecade,
  type Gender,
  type SocialWorkerDocument,
  type SocialWorkerKind,
} from "../model/SocialWorker.ts";
import { type SocialWorkerFilter, socialWorkerFilter } from "./filters.ts";

export interface RegisterSocialWorkerInput {
  clientKey: string;
  kind: SocialWorkerKind;
  name: string;
  gender: Gender;
  birthDate: string;
  isPartyMember: boolean;
  districtCode: string;
}

const ID_PREFIX: Record<SocialWorkerKind, string> = { MEDICAL: "msw", COMMUNITY: "csw" };
const ACT = "registerSocialWorker";
const MAX_NAME = 50;
const WORKING_AGE = 18;
const OLDEST = 100;

/** The register of social workers. */
export class SocialWorkers {
  readonly #workers: DocumentCollection<SocialWorkerDocument>;

  constructor(workers: DocumentCollection<SocialWorkerDocument>) {
    this.#workers = workers;
  }

  page(
    filter: SocialWorkerFilter,
    args: PageArgs,
    today: string,
  ): Promise<Connection<WithId<SocialWorkerDocument>>> {
    const order = { field: "_id", direction: 1 } as const;
    return findPage(this.#workers, socialWorkerFilter(filter, today), order, args);
  }

  /**
   * Enters a worker under an id derived from the client's key: digits, as every id of the register has.
   * @throws UserFailure INVALID_INPUT, or CONFLICT when the key was used for another registration
   */
  async register(input: RegisterSocialWorkerInput, today: string): Promise<SocialWorkerDocument> {
    const { clientKey, ...content } = input;
    const key = checkClientKey(clientKey);
    const registrationKey = derivedId("reg", ACT, key);
    const name = checkText(input.name, "name", MAX_NAME);
    checkCounty(input.districtCode, "districtCode");
    checkPastDay(input.birthDate, "birthDate", today, addYears(today, -OLDEST));
    if (input.birthDate > addYears(today, -WORKING_AGE)) {
      const message = `"birthDate" must be at least ${WORKING_AGE} years before today`;
      throw new UserFailure("NOT_ELIGIBLE", message, "birthDate");
    }
    const document = {
      _id: `${ID_PREFIX[input.kind]}_${derivedDigits(12, ACT, key)}`,
      registrationKey,
      contentHash: contentHash({ ...content, name }),
      kind: input.kind,
      name,
      gender: input.gender,
      birthDate: input.birthDate,
      birthDecade: birthDecade(input.birthDate),
      isPartyMember: input.isPartyMember,
      districtCode: input.districtCode,
      registeredOn: today,
      certificates: {},
    } satisfies SocialWorkerDocument;
    return (await insertOnce(this.#workers, document, { registrationKey })).document;
  }

  /**
   * @param field the input field that named the worker
   * @throws UserFailure NOT_FOUND
   */
  get(id: string, field = "workerId"): Promise<SocialWorkerDocument> {
    return mustFind(this.#workers, id, { field, what: "registered social worker" });
  }
}
