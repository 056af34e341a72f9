import type { Filter, UpdateFilter, WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkForeignId, type ForeignId } from "../../kit/input/checkForeignId.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { type LinkagePilotDocument, MAX_PILOT_LIST, MAX_PILOT_REPORT } from "../model/LinkagePilot.ts";
import { linkagePilotFilter } from "./filters.ts";

export interface StartLinkagePilotInput {
  clientKey: string;
  name: string;
  districtCode: string;
  leadOrganizationCreditCode: string;
  partnerOrganizationCreditCodes: string[];
  startedOn?: string | null;
}

export interface RecordPilotProgressInput {
  pilotId: string;
  volunteerOrganizationIds: string[];
  partnerOrganizationCreditCodes: string[];
  certifiedWorkersDeveloped?: number | null;
  brands: string[];
}

const MAX_NAME = 100;
const MAX_BRAND = 60;
/** The volunteers' agency owns these ids; only their shape can be checked here. */
const VOLUNTEER_ORGANIZATION: ForeignId = {
  what: "a volunteer organisation",
  shape: /^vo_\w{4,60}$/,
  example: "vo_0001",
};
const NAMED = { field: "pilotId", what: "linkage pilot" } as const;

/** Social-worker–volunteer linkage pilots (社工与志愿者联动试点). */
export class LinkagePilots {
  readonly #pilots: DocumentCollection<LinkagePilotDocument>;

  constructor(pilots: DocumentCollection<LinkagePilotDocument>) {
    this.#pilots = pilots;
  }

  page(
    filter: Parameters<typeof linkagePilotFilter>[0],
    args: PageArgs,
  ): Promise<Connection<WithId<LinkagePilotDocument>>> {
    const order = { field: "startedOn", direction: -1 } as const;
    return findPage(this.#pilots, linkagePilotFilter(filter), order, args);
  }

  /** @throws UserFailure INVALID_INPUT, or CONFLICT when the key was used for another pilot */
  async start(input: StartLinkagePilotInput, today: string): Promise<LinkagePilotDocument> {
    const { clientKey, ...content } = input;
    const _id = derivedId("lp", "startLinkagePilot", checkClientKey(clientKey));
    const name = checkText(input.name, "name", MAX_NAME);
    const startedOn = checkPastDay(input.startedOn ?? today, "startedOn", today);
    const partners = input.partnerOrganizationCreditCodes;
    const document = {
      _id,
      contentHash: contentHash({ ...content, name }),
      name,
      districtCode: input.districtCode,
      leadCode: input.leadOrganizationCreditCode,
      partnerCodes: checkDistinct(partners, "partnerOrganizationCreditCodes", 0, MAX_PILOT_REPORT),
      volunteerTeamIds: [],
      certifiedWorkersDeveloped: 0,
      brands: [],
      status: "RUNNING",
      startedOn,
      concludedOn: null,
    } satisfies LinkagePilotDocument;
    return (await insertOnce(this.#pilots, document)).document;
  }

  /**
   * Adds what is new; reporting the same twice changes nothing.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or CAPACITY_FULL when a list is full
   */
  recordProgress(input: RecordPilotProgressInput): Promise<LinkagePilotDocument> {
    const teams = checkDistinct(
      input.volunteerOrganizationIds,
      "volunteerOrganizationIds",
      0,
      MAX_PILOT_REPORT,
    );
    for (const id of teams) checkForeignId(id, "volunteerOrganizationIds", VOLUNTEER_ORGANIZATION);
    const field = "partnerOrganizationCreditCodes";
    const partners = checkDistinct(input.partnerOrganizationCreditCodes, field, 0, MAX_PILOT_REPORT);
    const named = input.brands.map((brand) => checkText(brand, "brands", MAX_BRAND));
    const brands = checkDistinct(named, "brands", 0, MAX_PILOT_REPORT);
    const developed = checkNumber(
      input.certifiedWorkersDeveloped ?? 0,
      "certifiedWorkersDeveloped",
      0,
      100_000,
    );
    const added = { volunteerTeamIds: teams, partnerCodes: partners, brands };
    return transition(this.#pilots, {
      ...NAMED,
      id: input.pilotId,
      from: ["RUNNING"],
      condition: roomFor(added),
      update: {
        $addToSet: Object.fromEntries(
          Object.entries(added).map(([list, values]) => [list, { $each: values }]),
        ),
        $max: { certifiedWorkersDeveloped: developed },
      } as UpdateFilter<LinkagePilotDocument>,
      explain: () =>
        new UserFailure("CAPACITY_FULL", `a pilot holds at most ${MAX_PILOT_LIST} of each kind`, "pilotId"),
    });
  }

  /** @throws UserFailure NOT_FOUND, INVALID_INPUT or ILLEGAL_TRANSITION */
  conclude(id: string, concludedOn: string, today: string): Promise<LinkagePilotDocument> {
    checkPastDay(concludedOn, "concludedOn", today);
    return transition(this.#pilots, {
      ...NAMED,
      id,
      from: ["RUNNING"],
      condition: { startedOn: { $lte: concludedOn } },
      update: { $set: { status: "CONCLUDED", concludedOn } },
      explain: ({ startedOn }) =>
        invalidInput(`"concludedOn" must not be before ${startedOn}`, "concludedOn"),
    });
  }
}

/** The lists that would grow still have room, whatever the values are: their last places are free. */
function roomFor(added: Record<string, unknown[]>): Filter<LinkagePilotDocument> {
  const growing = Object.entries(added).filter(([, values]) => values.length > 0);
  return Object.fromEntries(
    growing.map(([list, values]) => [`${list}.${MAX_PILOT_LIST - values.length}`, { $exists: false }]),
  ) as Filter<LinkagePilotDocument>;
}
