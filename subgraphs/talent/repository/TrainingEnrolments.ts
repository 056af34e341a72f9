import type { Filter } from "mongodb";
import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { derivedId } from "../../kit/acts/derivedId.ts";
import { keyUsedOtherwise } from "../../kit/acts/keyUsedOtherwise.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { transition } from "../../kit/acts/transition.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { type DocumentCollection, isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import {
  enrolmentId,
  type TrainingEnrolmentDocument,
  type TrainingSession,
} from "../model/TrainingEnrolment.ts";
import type { TrainingProgramDocument } from "../model/TrainingProgram.ts";
import { hoursOf, minutesOf } from "../model/units.ts";
import type { SocialWorkers } from "./SocialWorkers.ts";
import type { TrainingPrograms } from "./TrainingPrograms.ts";

export interface RecordTrainingHoursInput {
  enrolmentId: string;
  clientKey: string;
  day: string;
  theoryHours: number;
  practiceHours: number;
}

const HOURS_A_DAY = [0, 24] as const;
const NAMED = { field: "enrolmentId", what: "training enrolment" } as const;

/** Who takes part in which training programme, and with which result. */
export class TrainingEnrolments {
  readonly #enrolments: DocumentCollection<TrainingEnrolmentDocument>;
  readonly #programs: TrainingPrograms;
  readonly #register: SocialWorkers;

  constructor(
    enrolments: DocumentCollection<TrainingEnrolmentDocument>,
    programs: TrainingPrograms,
    register: SocialWorkers,
  ) {
    this.#enrolments = enrolments;
    this.#programs = programs;
    this.#register = register;
  }

  /** @throws UserFailure NOT_FOUND, NOT_ELIGIBLE once the programme has ended, CONFLICT when already enrolled */
  async enrol(
    { programId, workerId }: { programId: string; workerId: string },
    today: string,
  ): Promise<TrainingEnrolmentDocument> {
    const program = await this.#programs.get(programId);
    const worker = await this.#register.get(workerId);
    if (today > program.endsOn) {
      throw new UserFailure("NOT_ELIGIBLE", `the programme ended on ${program.endsOn}`, "programId");
    }
    const enrolment: TrainingEnrolmentDocument = {
      _id: enrolmentId(programId, workerId),
      programId,
      workerId,
      tier: program.tier,
      track: program.track,
      year: program.year,
      districtCode: worker.districtCode,
      kind: worker.kind,
      enrolledOn: today,
      theoryMinutes: 0,
      practiceMinutes: 0,
      sessions: [],
      status: "ENROLLED",
      completedOn: null,
    };
    try {
      await this.#enrolments.insertOne(enrolment);
      return enrolment;
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      throw new UserFailure("CONFLICT", "the worker is already enrolled in this programme", "workerId");
    }
  }

  /**
   * Adds the hours of a day, once per client's key.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or CONFLICT for a key with other content
   */
  async recordHours(input: RecordTrainingHoursInput, today: string): Promise<TrainingEnrolmentDocument> {
    const key = derivedId("ts", "recordTrainingHours", checkClientKey(input.clientKey));
    const theoryMinutes = minutesOf(checkNumber(input.theoryHours, "theoryHours", ...HOURS_A_DAY));
    const practiceMinutes = minutesOf(checkNumber(input.practiceHours, "practiceHours", ...HOURS_A_DAY));
    const minutes = checkNumber(theoryMinutes + practiceMinutes, "theoryHours", 0, 24 * 60);
    if (minutes === 0) throw new UserFailure("INVALID_INPUT", "there are no hours to record", "theoryHours");
    const program = await this.#programOf(input.enrolmentId);
    const last = program.endsOn < today ? program.endsOn : today;
    if (input.day < program.startsOn || input.day > last) {
      const message = `"day" must lie within the programme and not in the future: ${program.startsOn} to ${last}`;
      throw new UserFailure("INVALID_INPUT", message, "day");
    }
    const session: TrainingSession = { key, day: input.day, theoryMinutes, practiceMinutes };
    const known = await this.#recorded(input.enrolmentId, session);
    if (known) return known;
    return transition(this.#enrolments, {
      ...NAMED,
      id: input.enrolmentId,
      from: ["ENROLLED"],
      condition: {
        "sessions.key": { $ne: key },
        theoryMinutes: { $lte: program.theoryMinutes - theoryMinutes },
        practiceMinutes: { $lte: program.practiceMinutes - practiceMinutes },
      } as Filter<TrainingEnrolmentDocument>,
      update: { $inc: { theoryMinutes, practiceMinutes }, $push: { sessions: session } },
      explain: (present) => {
        const [theory, practice] = [hoursOf(program.theoryMinutes), hoursOf(program.practiceMinutes)];
        const has = `${hoursOf(present.theoryMinutes)} and ${hoursOf(present.practiceMinutes)}`;
        const message = `the programme has ${theory} hours of theory and ${practice} of practice, of which ${has} are recorded`;
        return new UserFailure("INVALID_INPUT", message, theoryMinutes > 0 ? "theoryHours" : "practiceHours");
      },
    }).catch(async (error: unknown) => {
      // The same key, recorded by a concurrent call after we looked.
      const recorded = await this.#recorded(input.enrolmentId, session);
      if (recorded) return recorded;
      throw error;
    });
  }

  /** @throws UserFailure NOT_FOUND, ILLEGAL_TRANSITION, or NOT_ELIGIBLE saying which hours are missing */
  async complete(id: string, today: string): Promise<TrainingEnrolmentDocument> {
    const program = await this.#programOf(id);
    return transition(this.#enrolments, {
      ...NAMED,
      id,
      from: ["ENROLLED"],
      condition: {
        theoryMinutes: { $gte: program.theoryMinutes },
        practiceMinutes: { $gte: program.practiceMinutes },
      },
      update: { $set: { status: "COMPLETED", completedOn: today } },
      explain: (present) => {
        const theory = hoursOf(Math.max(0, program.theoryMinutes - present.theoryMinutes));
        const practice = hoursOf(Math.max(0, program.practiceMinutes - present.practiceMinutes));
        const message = `hours are missing: ${theory} of theory and ${practice} of practice`;
        return new UserFailure("NOT_ELIGIBLE", message, "enrolmentId");
      },
    });
  }

  /** @throws UserFailure NOT_FOUND or ILLEGAL_TRANSITION */
  withdraw(id: string): Promise<TrainingEnrolmentDocument> {
    return transition(this.#enrolments, {
      ...NAMED,
      id,
      from: ["ENROLLED"],
      update: { $set: { status: "WITHDRAWN" } },
    });
  }

  async #programOf(id: string): Promise<TrainingProgramDocument> {
    const { programId } = await mustFind(this.#enrolments, id, NAMED);
    return this.#programs.get(programId);
  }

  /** The enrolment, when it holds a session of this key; its content must be the same. */
  async #recorded(id: string, session: TrainingSession): Promise<TrainingEnrolmentDocument | null> {
    const enrolment = await this.#enrolments.findOne({ _id: id });
    const known = enrolment?.sessions.find(({ key }) => key === session.key);
    if (!enrolment || !known) return null;
    const { day, theoryMinutes, practiceMinutes } = known;
    const isSame =
      day === session.day &&
      theoryMinutes === session.theoryMinutes &&
      practiceMinutes === session.practiceMinutes;
    if (isSame) return enrolment;
    throw keyUsedOtherwise();
  }
}
