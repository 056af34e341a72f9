import type { WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { findCreated } from "../../kit/acts/findCreated.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { transition } from "../../kit/acts/transition.ts";
import type { Caller } from "../../kit/caller/Caller.ts";
import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { bothOf } from "../../kit/store/bothOf.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { type ClientInput, checkClient } from "../model/checkClient.ts";
import {
  type FollowUpResult,
  type HospitalReferralStatus,
  type ReferralDocument,
  type ReferralReason,
  type ReferralWithdrawalReason,
  sentReferral,
} from "../model/Referral.ts";
import { mustActForInstitution, onlyFindable } from "../model/referralAccess.ts";
import { type ReferralFilter, referralConditions } from "./referralConditions.ts";
import type { WorkerRepository } from "./WorkerRepository.ts";

export interface CreateReferralInput {
  clientKey: string;
  workerId: string;
  clientCode: string;
  clientAgeBand: AgeBand;
  reason: ReferralReason;
  needs: ServiceField[];
  isUrgent: boolean;
  destinationCode: string;
  client?: ClientInput | null;
}

/** What withdrawing and closing name a referral by. */
const REFERRAL = { field: "referralId", what: "referral" };

/** Too short for an ID number, too short for a mobile phone's digits: a pseudonym can be neither by mistake. */
const CLIENT_CODE = /^P-[A-Z0-9]{6,10}$/;

/** All access to referrals: the hospital's half only. */
export class ReferralRepository {
  readonly #referrals: DocumentCollection<ReferralDocument>;
  readonly #workers: WorkerRepository;

  constructor(referrals: DocumentCollection<ReferralDocument>, workers: WorkerRepository) {
    this.#referrals = referrals;
    this.#workers = workers;
  }

  /** A page of those the caller may find. */
  page(
    filter: ReferralFilter,
    args: PageArgs,
    caller: Caller,
  ): Promise<Connection<WithId<ReferralDocument>>> {
    const conditions = bothOf(referralConditions(filter), onlyFindable(caller));
    return findPage(this.#referrals, conditions, { field: "sentAt", direction: -1 }, args);
  }

  /**
   * Sends a referral, once per `clientKey`: the same content again answers the first one.
   * @throws UserFailure INVALID_INPUT, NOT_FOUND (`workerId`), NOT_ELIGIBLE (not in post, another institution's),
   *   CONFLICT (`clientKey`)
   */
  async create(
    input: CreateReferralInput,
    now: Date,
    caller: Caller,
  ): Promise<{ referral: ReferralDocument; created: boolean }> {
    const clientKey = checkClientKey(input.clientKey);
    const { workerId, clientAgeBand, reason, isUrgent } = input;
    const content = {
      workerId,
      clientCode: checkClientCode(input.clientCode.trim()),
      clientAgeBand,
      reason,
      needs: checkDistinct(input.needs, "needs", 1, 5),
      isUrgent,
      destinationCode: checkCounty(input.destinationCode, "destinationCode"),
      ...(input.client ? { client: checkClient(input.client, chinaDay(now)) } : {}),
    };
    // Digits only, like the serial ids: stations check the shape of the ids they take in.
    const id = `ref_${derivedDigits(20, "createReferral", clientKey)}`;
    const hash = contentHash(content);
    const first = await findCreated(this.#referrals, { _id: id }, hash);
    if (first) {
      mustActForInstitution(caller, first.institutionId, "workerId");
      return { referral: first, created: false };
    }

    const worker = await this.#workers.require(workerId, "workerId");
    mustActForInstitution(caller, worker.institutionId, "workerId");
    if (worker.endedOn !== null) {
      const message = `the worker's appointment ended on ${worker.endedOn}; only a worker in post can refer`;
      throw new UserFailure("NOT_ELIGIBLE", message, "workerId");
    }
    const { institutionId, districtCode: originCode } = worker;
    const referral = sentReferral(id, { ...content, institutionId, originCode }, now);
    const { document, created } = await insertOnce(this.#referrals, { ...referral, contentHash: hash });
    return { referral: document, created };
  }

  /** @throws UserFailure NOT_FOUND, NOT_ELIGIBLE (another institution's), ILLEGAL_TRANSITION (not SENT) */
  withdraw(
    id: string,
    withdrawalReason: ReferralWithdrawalReason,
    now: Date,
    caller: Caller,
  ): Promise<ReferralDocument> {
    return this.#leaveSent(id, { hospitalStatus: "WITHDRAWN", withdrawnAt: now, withdrawalReason }, caller);
  }

  /** @throws UserFailure NOT_FOUND, NOT_ELIGIBLE (another institution's), ILLEGAL_TRANSITION (not SENT) */
  close(id: string, followUpResult: FollowUpResult, now: Date, caller: Caller): Promise<ReferralDocument> {
    return this.#leaveSent(id, { hospitalStatus: "CLOSED", closedAt: now, followUpResult }, caller);
  }

  async #leaveSent(
    id: string,
    change: Partial<ReferralDocument> & { hospitalStatus: HospitalReferralStatus },
    caller: Caller,
  ): Promise<ReferralDocument> {
    const { institutionId } = await mustFind(this.#referrals, id, REFERRAL);
    mustActForInstitution(caller, institutionId, REFERRAL.field);
    return transition(this.#referrals, {
      id,
      ...REFERRAL,
      stateField: "hospitalStatus",
      from: ["SENT"],
      update: { $set: change },
    });
  }
}

function checkClientCode(code: string): string {
  if (CLIENT_CODE.test(code)) return code;
  throw invalidInput(
    '"clientCode" must be a pseudonym: "P-" and 6 to 10 capital letters or digits',
    "clientCode",
  );
}
