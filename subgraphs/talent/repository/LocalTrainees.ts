import type { WithId } from "mongodb";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { checkCounty, checkNotBefore, checkPast } from "../model/checks.ts";
import { PLAN_SINCE } from "../model/Dispatch.ts";
import { yearOf } from "../model/days.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
import { contentHash, idFromClientKey } from "./clientKey.ts";
import { createOnce } from "./createOnce.ts";
import { localTraineeFilter } from "./filters.ts";

export interface RecordLocalTraineeInput {
  clientKey: string;
  countyCode: string;
  trainedOn: string;
  organizationCreditCode?: string | null;
  isCertified: boolean;
}

/** Local people trained under the Three Areas plan. */
export class LocalTrainees {
  readonly #trainees: DocumentCollection<LocalTraineeDocument>;

  constructor(trainees: DocumentCollection<LocalTraineeDocument>) {
    this.#trainees = trainees;
  }

  page(
    filter: Parameters<typeof localTraineeFilter>[0],
    args: PageArgs,
  ): Promise<Connection<WithId<LocalTraineeDocument>>> {
    const order = { field: "trainedOn", direction: -1 } as const;
    return findPage(this.#trainees, localTraineeFilter(filter), order, args);
  }

  /** @throws UserFailure INVALID_INPUT, or CONFLICT when the key was used for another person */
  async record(input: RecordLocalTraineeInput, today: string): Promise<LocalTraineeDocument> {
    const _id = idFromClientKey("lt", "recordLocalTrainee", input.clientKey);
    checkCounty(input.countyCode, "countyCode");
    checkPast(input.trainedOn, "trainedOn", today);
    checkNotBefore(input.trainedOn, "trainedOn", `${PLAN_SINCE}-01-01`, "when the plan began");
    const document: LocalTraineeDocument = {
      _id,
      contentHash: contentHash(input),
      countyCode: input.countyCode,
      year: yearOf(input.trainedOn),
      trainedOn: input.trainedOn,
      organizationCode: input.organizationCreditCode ?? null,
      isCertified: input.isCertified,
    };
    return createOnce(this.#trainees, document, { _id });
  }
}
