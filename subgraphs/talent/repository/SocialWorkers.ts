import type { WithId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { checkCounty, checkNotBefore, checkPast, checkText } from "../model/checks.ts";
import { addYears } from "../model/days.ts";
import {
  birthDecade,
  type Gender,
  type SocialWorkerDocument,
  type SocialWorkerKind,
} from "../model/SocialWorker.ts";
import { contentHash, hashClientKey } from "./clientKey.ts";
import { createOnce } from "./createOnce.ts";
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
    const registrationKey = hashClientKey("registerSocialWorker", input.clientKey);
    const name = checkText(input.name, "name", MAX_NAME);
    checkCounty(input.districtCode, "districtCode");
    const youngest = `${WORKING_AGE} years before today`;
    if (checkPast(input.birthDate, "birthDate", today) > addYears(today, -WORKING_AGE)) {
      throw new UserFailure("NOT_ELIGIBLE", `"birthDate" must be at least ${youngest}`, "birthDate");
    }
    checkNotBefore(input.birthDate, "birthDate", addYears(today, -OLDEST), "a hundred years ago");
    const number = String(BigInt(`0x${registrationKey}`) % 1_000_000_000_000n).padStart(12, "0");
    const document: SocialWorkerDocument = {
      _id: `${ID_PREFIX[input.kind]}_${number}`,
      registrationKey,
      contentHash: contentHash({ ...input, name }),
      kind: input.kind,
      name,
      gender: input.gender,
      birthDate: input.birthDate,
      birthDecade: birthDecade(input.birthDate),
      isPartyMember: input.isPartyMember,
      districtCode: input.districtCode,
      registeredOn: today,
      certificates: {},
    };
    return createOnce(this.#workers, document, { registrationKey });
  }

  /**
   * @param field the input field that named the worker
   * @throws UserFailure NOT_FOUND
   */
  async get(id: string, field = "workerId"): Promise<SocialWorkerDocument> {
    const worker = await this.#workers.findOne({ _id: id });
    if (worker) return worker;
    throw new UserFailure(
      "NOT_FOUND",
      `no social worker "${id.slice(0, 60)}" is registered; register the worker first`,
      field,
    );
  }
}
