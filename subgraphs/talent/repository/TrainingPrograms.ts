import type { Filter, WithId } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNotBefore } from "../../kit/input/checkNotBefore.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { addYears } from "../../kit/time/addYears.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import {
  mayHold,
  type TrainingProgramDocument,
  type TrainingTier,
  type TrainingTrack,
} from "../model/TrainingProgram.ts";
import { minutesOf } from "../model/units.ts";
import { type TrainingProgramFilter, trainingProgramFilter } from "./filters.ts";

export interface OpenTrainingProgramInput {
  clientKey: string;
  title: string;
  tier: TrainingTier;
  track: TrainingTrack;
  districtCode: string;
  organizerCreditCode: string;
  theoryHours: number;
  practiceHours: number;
  startsOn: string;
  endsOn: string;
}

const MAX_TITLE = 100;
const HOURS = [0, 500] as const;

/** Training programmes. */
export class TrainingPrograms {
  readonly #programs: DocumentCollection<TrainingProgramDocument>;

  constructor(programs: DocumentCollection<TrainingProgramDocument>) {
    this.#programs = programs;
  }

  page(filter: TrainingProgramFilter, args: PageArgs): Promise<Connection<WithId<TrainingProgramDocument>>> {
    const order = { field: "startsOn", direction: -1 } as const;
    const condition = trainingProgramFilter(filter) as Filter<TrainingProgramDocument>;
    return findPage(this.#programs, condition, order, args);
  }

  /** @throws UserFailure INVALID_INPUT, or CONFLICT when the key was used for another programme */
  async open(input: OpenTrainingProgramInput): Promise<TrainingProgramDocument> {
    const { clientKey, ...content } = input;
    const _id = derivedId("tp", "openTrainingProgram", checkClientKey(clientKey));
    const title = checkText(input.title, "title", MAX_TITLE);
    const theoryMinutes = minutesOf(checkNumber(input.theoryHours, "theoryHours", ...HOURS));
    const practiceMinutes = minutesOf(checkNumber(input.practiceHours, "practiceHours", ...HOURS));
    if (theoryMinutes + practiceMinutes === 0) {
      throw new UserFailure(
        "INVALID_INPUT",
        "a programme needs hours of theory or of practice",
        "theoryHours",
      );
    }
    if (!mayHold(input.districtCode, input.tier)) {
      const message = `a programme of tier ${input.tier} is held by a ${input.tier.toLowerCase()}: give its district code`;
      throw new UserFailure("INVALID_INPUT", message, "districtCode");
    }
    checkNotBefore(input.endsOn, "endsOn", input.startsOn, "its first day");
    if (input.endsOn > addYears(input.startsOn, 1)) {
      throw new UserFailure("INVALID_INPUT", "a programme lasts at most a year", "endsOn");
    }
    const document = {
      _id,
      contentHash: contentHash({ ...content, title }),
      title,
      tier: input.tier,
      track: input.track,
      year: yearOf(input.startsOn),
      districtCode: input.districtCode,
      organizerCode: input.organizerCreditCode,
      theoryMinutes,
      practiceMinutes,
      startsOn: input.startsOn,
      endsOn: input.endsOn,
    } satisfies TrainingProgramDocument;
    return (await insertOnce(this.#programs, document)).document;
  }

  /** @throws UserFailure NOT_FOUND */
  get(id: string): Promise<TrainingProgramDocument> {
    return mustFind(this.#programs, id, { field: "programId", what: "training programme" });
  }
}
