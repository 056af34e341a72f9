import type { WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import type { DemonstrationPostDocument } from "../model/DemonstrationPost.ts";
import { demonstrationPostFilter } from "./filters.ts";
import type { SocialWorkers } from "./SocialWorkers.ts";

export interface DesignateDemonstrationPostInput {
  clientKey: string;
  name: string;
  workerId: string;
  organizationCreditCode: string;
  designatedOn?: string | null;
}

const MAX_NAME = 100;

/** Party-member demonstration posts (党员社工示范岗). */
export class DemonstrationPosts {
  readonly #posts: DocumentCollection<DemonstrationPostDocument>;
  readonly #register: SocialWorkers;

  constructor(posts: DocumentCollection<DemonstrationPostDocument>, register: SocialWorkers) {
    this.#posts = posts;
    this.#register = register;
  }

  page(
    filter: Parameters<typeof demonstrationPostFilter>[0],
    args: PageArgs,
  ): Promise<Connection<WithId<DemonstrationPostDocument>>> {
    const order = { field: "designatedOn", direction: -1 } as const;
    return findPage(this.#posts, demonstrationPostFilter(filter), order, args);
  }

  /**
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, NOT_ELIGIBLE for a worker who is no Party member,
   *   CONFLICT when the worker holds a post or the key was used for another one
   */
  async designate(input: DesignateDemonstrationPostInput, today: string): Promise<DemonstrationPostDocument> {
    const { clientKey, ...content } = input;
    const _id = derivedId("dp", "designateDemonstrationPost", checkClientKey(clientKey));
    const name = checkText(input.name, "name", MAX_NAME);
    const designatedOn = checkPastDay(input.designatedOn ?? today, "designatedOn", today);
    const worker = await this.#register.get(input.workerId);
    if (!worker.isPartyMember) {
      const message =
        "a demonstration post is held by a Party member; the register does not show the worker as one";
      throw new UserFailure("NOT_ELIGIBLE", message, "workerId");
    }
    const document = {
      _id,
      contentHash: contentHash({ ...content, name }),
      name,
      workerId: worker._id,
      holder: worker._id,
      organizationCode: input.organizationCreditCode,
      districtCode: worker.districtCode,
      designatedOn,
      revokedOn: null,
      status: "ACTIVE",
    } satisfies DemonstrationPostDocument;
    try {
      return (await insertOnce(this.#posts, document)).document;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      const message = "the worker already holds a demonstration post; revoke it first";
      throw new UserFailure("CONFLICT", message, "workerId");
    }
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT or ILLEGAL_TRANSITION */
  revoke(id: string, revokedOn: string, today: string): Promise<DemonstrationPostDocument> {
    checkPastDay(revokedOn, "revokedOn", today);
    return transition(this.#posts, {
      id,
      field: "postId",
      what: "demonstration post",
      from: ["ACTIVE"],
      condition: { designatedOn: { $lte: revokedOn } },
      update: { $set: { status: "REVOKED", revokedOn, holder: `revoked:${id}` } },
      explain: ({ designatedOn }) =>
        invalidInput(`"revokedOn" must not be before ${designatedOn}`, "revokedOn"),
    });
  }
}
