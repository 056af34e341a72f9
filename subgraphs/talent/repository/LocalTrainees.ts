import type { WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkNotBefore } from "../../kit/input/checkNotBefore.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { PLAN_SINCE } from "../model/Dispatch.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
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
    const { clientKey, ...content } = input;
    const _id = derivedId("lt", "recordLocalTrainee", checkClientKey(clientKey));
    checkCounty(input.countyCode, "countyCode");
    checkPastDay(input.trainedOn, "trainedOn", today);
    checkNotBefore(input.trainedOn, "trainedOn", `${PLAN_SINCE}-01-01`, "when the plan began");
    const document = {
      _id,
      contentHash: contentHash(content),
      countyCode: input.countyCode,
      year: yearOf(input.trainedOn),
      trainedOn: input.trainedOn,
      organizationCode: input.organizationCreditCode ?? null,
      isCertified: input.isCertified,
    } satisfies LocalTraineeDocument;
    return (await insertOnce(this.#trainees, document)).document;
  }
}
