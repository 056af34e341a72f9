import type { Filter, WithId } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { SERVICE_FIELDS, type ServiceField } from "../../kit/codes/ServiceField.ts";
import { withinAnyDistrict } from "../../kit/codes/withinAnyDistrict.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkForeignId, type ForeignId } from "../../kit/input/checkForeignId.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import type { Connection } from "../../kit/relay/connection.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { FIRST_DAY } from "../model/firstDay.ts";
import {
  type Appointment,
  type AppointmentTerms,
  appointmentAt,
  currentAppointment,
  type WorkerDocument,
} from "../model/MedicalSocialWorker.ts";
import type { Collections } from "./collections.ts";
import type { InstitutionRepository } from "./InstitutionRepository.ts";
import { recountMark, settleRecount } from "./recountStaffing.ts";
import {
  appointmentFilter,
  type WorkforceCell,
  type WorkforceField,
  type WorkforceFilter,
  workforceCells,
} from "./workforceCells.ts";

export interface WorkerFilter {
  districtCode?: string | null;
  institutionId?: string | null;
  serviceField?: ServiceField | null;
  isFullTime?: boolean | null;
  isInPost?: boolean | null;
}

/** The register of social workers is another agency's: only the shape of its ids can be checked here. */
const WORKER_ID: ForeignId = {
  what: "a medical social worker",
  shape: /^msw_[0-9A-Za-z]{4,40}$/,
  example: "msw_0001",
};

/** All access to medical social workers. */
export class WorkerRepository {
  readonly #collections: Collections;
  readonly #institutions: InstitutionRepository;

  constructor(collections: Collections, institutions: InstitutionRepository) {
    this.#collections = collections;
    this.#institutions = institutions;
  }

  /** Posts that are or ever were, by the fields asked for; everywhere the filter allows. */
  async cells(fields: readonly WorkforceField[], filter: WorkforceFilter): Promise<WorkforceCell[]> {
    const { workers } = this.#collections;
    const cells = await workforceCells(workers, fields, (prefix) => appointmentFilter(filter, prefix));
    // A worker found by one field of service is not counted under the others.
    const { serviceField } = filter;
    return serviceField && fields.includes("serviceField")
      ? cells.filter((cell) => cell.serviceField === serviceField)
      : cells;
  }

  /** Posts in these divisions, by county. */
  cellsIn(codes: readonly string[]): Promise<WorkforceCell[]> {
    return workforceCells(this.#collections.workers, ["districtCode"], (prefix) =>
      withinAnyDistrict(`${prefix}districtCode`, codes),
    );
  }

  page(filter: WorkerFilter, args: PageArgs): Promise<Connection<WithId<WorkerDocument>>> {
    const { districtCode, institutionId, serviceField, isFullTime, isInPost } = filter;
    const conditions: Filter<WorkerDocument> = {
      ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
      ...(institutionId ? { institutionId } : {}),
      ...(serviceField ? { serviceFields: serviceField } : {}),
      ...(typeof isFullTime === "boolean" ? { isFullTime } : {}),
      ...(typeof isInPost === "boolean" ? { endedOn: isInPost ? null : { $ne: null } } : {}),
    };
    return findPage(this.#collections.workers, conditions, { field: "_id", direction: 1 }, args);
  }

  /** @throws UserFailure NOT_FOUND */
  async require(id: string, field: string): Promise<WithId<WorkerDocument>> {
    const worker = await this.#collections.workers.findOne({ _id: id });
    if (worker) return worker;
    throw new UserFailure("NOT_FOUND", "no medical social worker of this id was ever appointed", field);
  }

  /**
   * Appoints a worker who has no post: for the first time, or again after the last post ended.
   * @throws UserFailure INVALID_INPUT, NOT_FOUND (`institutionId`), NOT_ELIGIBLE (the institution does no medical
   * social work), CONFLICT (the worker is in post)
   */
  async appoint(
    { workerId, institutionId, ...given }: AppointmentTerms & { workerId: string; institutionId: string },
    now: Date,
  ): Promise<WorkerDocument> {
    checkForeignId(workerId, "workerId", WORKER_ID);
    const terms: AppointmentTerms = {
      department: checkText(given.department, "department", 50),
      isFullTime: given.isFullTime,
      serviceFields: checkDistinct(given.serviceFields, "serviceFields", 1, SERVICE_FIELDS.length),
      appointedOn: checkPastDay(given.appointedOn, "appointedOn", chinaDay(now), FIRST_DAY),
    };
    const institution = await this.#institutions.requireProviding(
      institutionId,
      terms.appointedOn,
      "appointedOn",
    );
    const appointment = appointmentAt(institution, terms);
    const mark = recountMark(institutionId, "appointed", terms.appointedOn);
    try {
      await this.#collections.workers.insertOne({ _id: workerId, ...appointment, recountPending: [mark] });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.#appointAgain(await this.require(workerId, "workerId"), appointment, mark);
    }
    await settleRecount(this.#collections, workerId, mark);
    return this.require(workerId, "workerId");
  }

  async #appointAgain(worker: WithId<WorkerDocument>, appointment: Appointment, mark: string): Promise<void> {
    if (worker.endedOn === null) throw inPostElsewhere(worker);
    if (appointment.appointedOn <= worker.endedOn) {
      const message = `the last post ended on ${worker.endedOn}; a new one begins after that day`;
      throw new UserFailure("INVALID_INPUT", message, "appointedOn");
    }
    const { appointedOn, endedOn } = worker;
    const appointed = await this.#collections.workers.findOneAndUpdate(
      { _id: worker._id, appointedOn, endedOn },
      { $set: appointment, $push: { past: currentAppointment(worker), recountPending: mark } },
      { returnDocument: "after" },
    );
    if (!appointed) throw inPostElsewhere(await this.require(worker._id, "workerId"));
  }

  /** @throws UserFailure INVALID_INPUT, NOT_FOUND, ILLEGAL_TRANSITION (not in post) */
  async endAppointment(workerId: string, lastDay: string, now: Date): Promise<WorkerDocument> {
    const endedOn = checkPastDay(lastDay, "endedOn", chinaDay(now), FIRST_DAY);
    const worker = await this.require(workerId, "workerId");
    const mark = recountMark(worker.institutionId, "ended", endedOn);
    const ended = await this.#collections.workers.findOneAndUpdate(
      { _id: workerId, institutionId: worker.institutionId, endedOn: null, appointedOn: { $lte: endedOn } },
      { $set: { endedOn, endedYear: yearOf(endedOn) }, $push: { recountPending: mark } },
      { returnDocument: "after" },
    );
    if (ended) {
      await settleRecount(this.#collections, workerId, mark);
      return ended;
    }
    const present = await this.require(workerId, "workerId");
    if (present.endedOn !== null) {
      const message = `the appointment already ended on ${present.endedOn}; only a worker in post can leave it`;
      throw new UserFailure("ILLEGAL_TRANSITION", message, "workerId");
    }
    // The post changed hands between the two reads: judge the new one.
    if (present.appointedOn <= endedOn) return this.endAppointment(workerId, lastDay, now);
    const message = `the appointment began on ${present.appointedOn}; its last day cannot be earlier`;
    throw new UserFailure("INVALID_INPUT", message, "endedOn");
  }
}

function inPostElsewhere(worker: WorkerDocument): UserFailure {
  const message = `the worker is in post at ${worker.institutionId}; end that appointment first`;
  return new UserFailure("CONFLICT", message, "workerId");
}
