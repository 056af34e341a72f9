import type { Filter, UpdateFilter, WithId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { ServiceField } from "../../kit/sample/referrals.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { checkCounty, checkDistinct, checkText } from "../model/checks.ts";
import { digitsOf, fingerprint } from "../model/digitsOf.ts";
import {
  type FollowUpResult,
  type ReferralDocument,
  type ReferralReason,
  type ReferralWithdrawalReason,
  sentReferral,
} from "../model/Referral.ts";
import { type GroupCount, groupCounts } from "./groupCounts.ts";
import { type ReferralFilter, referralConditions } from "./referralConditions.ts";
import type { WorkerRepository } from "./WorkerRepository.ts";
import { withinAny } from "./withinAny.ts";

export interface CreateReferralInput {
  clientKey: string;
  workerId: string;
  clientCode: string;
  clientAgeBand: AgeBand;
  reason: ReferralReason;
  needs: ServiceField[];
  isUrgent: boolean;
  destinationCode: string;
}

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

  page(filter: ReferralFilter, args: PageArgs): Promise<Connection<WithId<ReferralDocument>>> {
    return findPage(this.#referrals, referralConditions(filter), { field: "sentAt", direction: -1 }, args);
  }

  /** How many referrals share each combination of `fields`. */
  counts<K extends string>(
    filter: ReferralFilter,
    fields: Readonly<Record<K, string>>,
  ): Promise<GroupCount<K>[]> {
    return groupCounts(this.#referrals, referralConditions(filter), fields);
  }

  /** Referrals sent from institutions in these divisions, by county. */
  sentCountsFrom(codes: readonly string[]): Promise<GroupCount<"originCode">[]> {
    const conditions = withinAny("originCode", codes) as Filter<ReferralDocument>;
    return groupCounts(this.#referrals, conditions, { originCode: "originCode" });
  }

  /**
   * Sends a referral, once per `clientKey`: the same content again answers the first one.
   * @throws UserFailure INVALID_INPUT, NOT_FOUND (`workerId`), NOT_ELIGIBLE (not in post), CONFLICT (`clientKey`)
   */
  async create(
    input: CreateReferralInput,
    now: Date,
  ): Promise<{ referral: ReferralDocument; created: boolean }> {
    const clientKey = checkText(input.clientKey, "clientKey", 64);
    const { workerId, clientAgeBand, reason, isUrgent } = input;
    const content = {
      workerId,
      clientCode: checkClientCode(input.clientCode.trim()),
      clientAgeBand,
      reason,
      needs: checkDistinct(input.needs, "needs", 5),
      isUrgent,
      destinationCode: checkCounty(input.destinationCode, "destinationCode"),
    };
    // Digits only, like the serial ids: stations check the shape of the ids they take in.
    const id = `ref_${digitsOf(`createReferral ${clientKey}`, 20)}`;
    const contentHash = fingerprint([clientKey, content]);
    const first = await this.#referrals.findOne({ _id: id });
    if (first) return { referral: sameContent(first, contentHash), created: false };

    const worker = await this.#workers.require(workerId, "workerId");
    if (worker.endedOn !== null) {
      const message = `the worker's appointment ended on ${worker.endedOn}; only a worker in post can refer`;
      throw new UserFailure("NOT_ELIGIBLE", message, "workerId");
    }
    const { institutionId, districtCode: originCode } = worker;
    const referral = { ...sentReferral(id, { ...content, institutionId, originCode }, now), contentHash };
    try {
      await this.#referrals.insertOne(referral);
      return { referral, created: true };
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return { referral: sameContent(await this.#require(id), contentHash), created: false };
    }
  }

  /** @throws UserFailure NOT_FOUND, ILLEGAL_TRANSITION (not SENT) */
  withdraw(id: string, withdrawalReason: ReferralWithdrawalReason, now: Date): Promise<ReferralDocument> {
    return this.#leaveSent(id, { hospitalStatus: "WITHDRAWN", withdrawnAt: now, withdrawalReason });
  }

  /** @throws UserFailure NOT_FOUND, ILLEGAL_TRANSITION (not SENT) */
  close(id: string, followUpResult: FollowUpResult, now: Date): Promise<ReferralDocument> {
    return this.#leaveSent(id, { hospitalStatus: "CLOSED", closedAt: now, followUpResult });
  }

  async #leaveSent(
    id: string,
    change: UpdateFilter<ReferralDocument>["$set"] & { hospitalStatus: string },
  ): Promise<ReferralDocument> {
    const changed = await this.#referrals.findOneAndUpdate(
      { _id: id, hospitalStatus: "SENT" },
      { $set: change },
      { returnDocument: "after" },
    );
    if (changed) return changed;
    const { hospitalStatus } = await this.#require(id);
    const message = `the referral is ${hospitalStatus}; it can become ${change.hospitalStatus} only from SENT`;
    throw new UserFailure("ILLEGAL_TRANSITION", message, "referralId");
  }

  async #require(id: string): Promise<WithId<ReferralDocument>> {
    const referral = await this.#referrals.findOne({ _id: id });
    if (referral) return referral;
    throw new UserFailure("NOT_FOUND", "there is no referral of this id", "referralId");
  }
}

function checkClientCode(code: string): string {
  if (CLIENT_CODE.test(code)) return code;
  const message = '"clientCode" is a pseudonym: "P-" and 6 to 10 capital letters or digits';
  throw new UserFailure("INVALID_INPUT", message, "clientCode");
}

function sameContent(first: ReferralDocument, contentHash: string): ReferralDocument {
  if (first.contentHash === contentHash) return first;
  const message = "this clientKey was used for another referral; choose a new one for new content";
  throw new UserFailure("CONFLICT", message, "clientKey");
}
