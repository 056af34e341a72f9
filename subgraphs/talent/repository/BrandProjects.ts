import type { Filter, UpdateFilter, WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { transition } from "../../kit/acts/transition.ts";
import type { ProjectField } from "../../kit/codes/ProjectField.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { type BrandProjectDocument, MAX_PUBLICITY, type PublicityChannel } from "../model/BrandProject.ts";
import { fenOf } from "../model/units.ts";
import { brandProjectFilter } from "./filters.ts";

export interface ProposeBrandProjectInput {
  clientKey: string;
  name: string;
  field: ProjectField;
  districtCode: string;
  organizerCreditCode: string;
  year: number;
  fundingYuan: number;
}

export interface PublicizeBrandProjectInput {
  projectId: string;
  at: string;
  channel: PublicityChannel;
  title: string;
}

const MAX_TEXT = 100;
const FIRST_YEAR = 2013;
const YUAN = [0, 1_000_000_000] as const;
const NAMED = { field: "projectId", what: "brand project" } as const;

/** Brand projects: proposed, selected, publicized. */
export class BrandProjects {
  readonly #projects: DocumentCollection<BrandProjectDocument>;

  constructor(projects: DocumentCollection<BrandProjectDocument>) {
    this.#projects = projects;
  }

  page(
    filter: Parameters<typeof brandProjectFilter>[0],
    args: PageArgs,
  ): Promise<Connection<WithId<BrandProjectDocument>>> {
    const order = { field: "year", direction: -1 } as const;
    return findPage(this.#projects, brandProjectFilter(filter), order, args);
  }

  /** @throws UserFailure INVALID_INPUT, or CONFLICT when the key was used for another project */
  async propose(input: ProposeBrandProjectInput, today: string): Promise<BrandProjectDocument> {
    const { clientKey, ...content } = input;
    const _id = derivedId("bp", "proposeBrandProject", checkClientKey(clientKey));
    const name = checkText(input.name, "name", MAX_TEXT);
    checkNumber(input.year, "year", FIRST_YEAR, yearOf(today) + 1);
    const document = {
      _id,
      contentHash: contentHash({ ...content, name }),
      name,
      field: input.field,
      districtCode: input.districtCode,
      organizerCode: input.organizerCreditCode,
      year: input.year,
      status: "PROPOSED",
      selectedOn: null,
      publicity: [],
      fundingFen: fenOf(checkNumber(input.fundingYuan, "fundingYuan", ...YUAN)),
    } satisfies BrandProjectDocument;
    return (await insertOnce(this.#projects, document)).document;
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT or ILLEGAL_TRANSITION */
  async select(id: string, selectedOn: string, today: string): Promise<BrandProjectDocument> {
    checkPastDay(selectedOn, "selectedOn", today);
    return transition(this.#projects, {
      ...NAMED,
      id,
      from: ["PROPOSED"],
      update: { $set: { status: "SELECTED", selectedOn } },
    });
  }

  /**
   * Adds a piece of publicity; the same one twice is kept once.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or CAPACITY_FULL
   */
  async publicize(input: PublicizeBrandProjectInput, now: Date): Promise<BrandProjectDocument> {
    const entry = {
      at: new Date(input.at),
      channel: input.channel,
      title: checkText(input.title, "title", MAX_TEXT),
    };
    if (entry.at > now) {
      throw new UserFailure(
        "INVALID_INPUT",
        `"at" must not be in the future; today is ${chinaDay(now)}`,
        "at",
      );
    }
    return transition(this.#projects, {
      ...NAMED,
      id: input.projectId,
      from: ["SELECTED"],
      condition: {
        [`publicity.${MAX_PUBLICITY - 1}`]: { $exists: false },
      } as Filter<BrandProjectDocument>,
      update: { $addToSet: { publicity: entry } } as UpdateFilter<BrandProjectDocument>,
      explain: () =>
        new UserFailure("CAPACITY_FULL", `a project holds at most ${MAX_PUBLICITY} entries`, "projectId"),
    });
  }
}
