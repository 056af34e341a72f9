import type { Filter, UpdateFilter, WithId } from "mongodb";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import {
  DISPATCH_FIELDS,
  DISPATCH_TRANSITIONS,
  type DispatchDocument,
  type DispatchField,
  type DispatchOutcome,
  dispatchId,
} from "../model/Dispatch.ts";
import { minutesOf } from "../model/units.ts";
import { type DispatchFilter, dispatchFilter } from "./filters.ts";
import type { SocialWorkers } from "./SocialWorkers.ts";

export interface NominateForDispatchInput {
  workerId: string;
  year: number;
  sendingOrganizationCreditCode: string;
  fields: DispatchField[];
}

const COUNT = [0, 1000] as const;
/** A minute. */
const SHORTEST_HOURS = 1 / 60;

/** The dispatches of the Three Areas plan: every act is one atomic step of their life. */
export class Dispatches {
  readonly #dispatches: DocumentCollection<DispatchDocument>;
  readonly #register: SocialWorkers;

  constructor(dispatches: DocumentCollection<DispatchDocument>, register: SocialWorkers) {
    this.#dispatches = dispatches;
    this.#register = register;
  }

  page(filter: DispatchFilter, args: PageArgs): Promise<Connection<WithId<DispatchDocument>>> {
    const order = { field: "year", direction: -1 } as const;
    return findPage(this.#dispatches, dispatchFilter(filter), order, args);
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT, or CONFLICT when the worker was already nominated for the year */
  async nominate(input: NominateForDispatchInput, today: string): Promise<DispatchDocument> {
    const { workerId, year } = input;
    checkNumber(year, "year", yearOf(today), yearOf(today) + 1);
    const fields = checkDistinct(input.fields, "fields", 1, DISPATCH_FIELDS.length);
    await this.#register.get(workerId);
    const dispatch: DispatchDocument = {
      _id: dispatchId(year, workerId),
      workerId,
      year,
      sendingCode: input.sendingOrganizationCreditCode,
      countyCode: null,
      receivingCode: null,
      fields,
      status: "NOMINATED",
      nominatedOn: today,
      selectedOn: null,
      trainedOn: null,
      trainingMinutes: null,
      startedOn: null,
      endedOn: null,
      reports: [],
      reportCount: 0,
      outcome: null,
    };
    try {
      await this.#dispatches.insertOne(dispatch);
      return dispatch;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const message = `the worker was already nominated for ${year}; a worker is nominated once a year`;
      throw new UserFailure("CONFLICT", message, "workerId");
    }
  }

  /** Assigns the receiving county. @throws UserFailure NOT_FOUND, INVALID_INPUT or ILLEGAL_TRANSITION */
  select(
    id: string,
    { countyCode, receivingCode }: { countyCode: string; receivingCode: string | null },
    today: string,
  ): Promise<DispatchDocument> {
    checkCounty(countyCode, "countyCode");
    return this.#move(id, "select", { $set: { countyCode, receivingCode, selectedOn: today } });
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT or ILLEGAL_TRANSITION */
  train(id: string, trainingHours: number, today: string): Promise<DispatchDocument> {
    const trainingMinutes = minutesOf(checkNumber(trainingHours, "trainingHours", SHORTEST_HOURS, 500));
    return this.#move(id, "train", { $set: { trainingMinutes, trainedOn: today } });
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT (in the future, or before the training) or ILLEGAL_TRANSITION */
  start(id: string, startedOn: string, today: string): Promise<DispatchDocument> {
    checkPastDay(startedOn, "startedOn", today);
    return this.#move(id, "start", { $set: { startedOn } }, { trainedOn: { $lte: startedOn } }, (present) =>
      before("startedOn", present.trainedOn, "the end of the training"),
    );
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT (in the future, or before the start) or ILLEGAL_TRANSITION */
  complete(id: string, endedOn: string, outcome: DispatchOutcome, today: string): Promise<DispatchDocument> {
    checkPastDay(endedOn, "endedOn", today);
    for (const count of Object.values(outcome)) checkNumber(count, "outcome", ...COUNT);
    const { linkageOrganizations, volunteerTeams, certifiedWorkersDeveloped, serviceBrands } = outcome;
    const kept = { linkageOrganizations, volunteerTeams, certifiedWorkersDeveloped, serviceBrands };
    return this.#move(
      id,
      "complete",
      { $set: { endedOn, outcome: kept } },
      { startedOn: { $lte: endedOn } },
      (present) => before("endedOn", present.startedOn, "the start of the service"),
    );
  }

  /** @throws UserFailure NOT_FOUND or ILLEGAL_TRANSITION */
  withdraw(id: string): Promise<DispatchDocument> {
    return this.#move(id, "withdraw", {});
  }

  #move(
    id: string,
    act: keyof typeof DISPATCH_TRANSITIONS,
    update: { $set?: Partial<DispatchDocument> },
    condition: Filter<DispatchDocument> = {},
    explain: (present: WithId<DispatchDocument>) => UserFailure | null = () => null,
  ): Promise<DispatchDocument> {
    const { from, to } = DISPATCH_TRANSITIONS[act];
    return transition(this.#dispatches, {
      id,
      field: "dispatchId",
      what: "dispatch",
      from,
      condition,
      update: { $set: { ...update.$set, status: to } } as UpdateFilter<DispatchDocument>,
      explain,
    });
  }
}

function before(field: string, day: string | null, what: string): UserFailure {
  return invalidInput(`"${field}" must not be before ${day}, ${what}`, field);
}
