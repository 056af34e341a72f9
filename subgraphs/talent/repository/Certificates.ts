import type { Filter, UpdateFilter, WithId } from "mongodb";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkNotBefore } from "../../kit/input/checkNotBefore.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import type { DocumentCollection } from "../../kit/store/DocumentStore.ts";
import { addYears } from "../../kit/time/addYears.ts";
import {
  type CertificateLevel,
  type CertificateRecord,
  firstDayToRenew,
  lastDayToRegister,
  parseCertificateId,
  registrationStatus,
  renewedUntil,
  validUntilAfter,
} from "../model/Certificate.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import type { SocialWorkers } from "./SocialWorkers.ts";

/** A certificate after an act on it: its holder's document, and its level. */
export interface HeldCertificate {
  worker: SocialWorkerDocument;
  level: CertificateLevel;
}

/** Acts on certificates. Each is one conditional update of the holder's document, so two of them never overlap. */
export class Certificates {
  readonly #workers: DocumentCollection<SocialWorkerDocument>;
  readonly #register: SocialWorkers;

  constructor(workers: DocumentCollection<SocialWorkerDocument>, register: SocialWorkers) {
    this.#workers = workers;
    this.#register = register;
  }

  /**
   * Records a passed examination. One that lapsed or expired may be passed again.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, or CONFLICT when the worker has one of this level
   */
  async recordPass(
    { workerId, level, passedOn }: { workerId: string; level: CertificateLevel; passedOn: string },
    today: string,
  ): Promise<HeldCertificate> {
    const worker = await this.#register.get(workerId);
    checkPastDay(passedOn, "passedOn", today);
    checkNotBefore(passedOn, "passedOn", addYears(worker.birthDate, 16), "the worker was not yet sixteen");
    const held = worker.certificates[level];
    const status = held ? registrationStatus(held, today) : null;
    if (held && (status === "VALID" || status === "UNREGISTERED" || passedOn <= held.passedOn)) {
      const message = `the worker already has a certificate of this level, passed on ${held.passedOn} and ${status}`;
      throw new UserFailure("CONFLICT", message, "level");
    }
    const record: CertificateRecord = { passedOn, registeredOn: null, validUntil: null, renewals: 0 };
    return this.#replace(worker, level, held, record);
  }

  /**
   * First registration, within one year of passing; valid for three years.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or NOT_ELIGIBLE after the year
   */
  async register(id: string, registeredOn: string, today: string): Promise<HeldCertificate> {
    const { worker, level, held } = await this.#find(id);
    checkPastDay(registeredOn, "registeredOn", today);
    if (held.registeredOn !== null) throw illegal(held, today, "UNREGISTERED");
    checkNotBefore(registeredOn, "registeredOn", held.passedOn, "the day the examination was passed");
    const last = lastDayToRegister(held);
    if (registeredOn > last) {
      const message = `first registration must be within one year of passing, by ${last}; the examination must be passed again`;
      throw new UserFailure("NOT_ELIGIBLE", message, "registeredOn");
    }
    const validUntil = validUntilAfter(registeredOn);
    return this.#replace(worker, level, held, { ...held, registeredOn, validUntil });
  }

  /**
   * Renewal within the last three months of validity, for three more years.
   * @throws UserFailure NOT_FOUND, INVALID_INPUT, ILLEGAL_TRANSITION, or NOT_ELIGIBLE before the last three months
   */
  async renew(id: string, renewedOn: string, today: string): Promise<HeldCertificate> {
    const { worker, level, held } = await this.#find(id);
    checkPastDay(renewedOn, "renewedOn", today);
    const { validUntil } = held;
    if (validUntil === null || validUntil < renewedOn) throw illegal(held, today, "VALID");
    if (renewedOn < firstDayToRenew(validUntil)) {
      const message = `the registration is valid until ${validUntil}; it can be renewed from ${firstDayToRenew(validUntil)}`;
      throw new UserFailure("NOT_ELIGIBLE", message, "renewedOn");
    }
    const renewed = { ...held, validUntil: renewedUntil(validUntil), renewals: held.renewals + 1 };
    return this.#replace(worker, level, held, renewed);
  }

  async #find(id: string): Promise<HeldCertificate & { held: CertificateRecord }> {
    const named = parseCertificateId(id);
    const worker = named ? await this.#workers.findOne({ _id: named.workerId }) : null;
    const held = named ? worker?.certificates[named.level] : undefined;
    if (named && worker && held) return { worker, level: named.level, held };
    throw new UserFailure("NOT_FOUND", "there is no certificate with this id", "certificateId");
  }

  /** Writes the new state only if the certificate is still in the one that was read. */
  async #replace(
    { _id }: SocialWorkerDocument,
    level: CertificateLevel,
    read: CertificateRecord | undefined,
    next: CertificateRecord,
  ): Promise<HeldCertificate> {
    const path = `certificates.${level}`;
    const unchanged = read
      ? { [`${path}.passedOn`]: read.passedOn, [`${path}.validUntil`]: read.validUntil }
      : { [path]: { $exists: false } };
    const worker = (await this.#workers.findOneAndUpdate(
      { _id, ...unchanged } as Filter<SocialWorkerDocument>,
      { $set: { [path]: next } } as UpdateFilter<SocialWorkerDocument>,
      { returnDocument: "after" },
    )) as WithId<SocialWorkerDocument> | null;
    if (worker) return { worker, level };
    throw new UserFailure("CONFLICT", "another act changed this certificate at the same time; read it again");
  }
}

function illegal(held: CertificateRecord, today: string, needed: string): UserFailure {
  const message = `the certificate is ${registrationStatus(held, today)}; this act needs it to be ${needed}`;
  return new UserFailure("ILLEGAL_TRANSITION", message, "certificateId");
}
