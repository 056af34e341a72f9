import { type IntakeDocument, intakeId, type VisitRecord } from "../model/Intake.ts";
import { mayReadIntakeOfReferral } from "../model/intakeAccess.ts";
import {
  HOSPITAL_STATUSES,
  type HospitalReferralStatus,
  joinReferralStatus,
} from "../model/referralStatus.ts";
import type { StationsContext } from "../StationsContext.ts";
import { stub } from "./references.ts";

/** What the gateway sends: the hospital's half comes along only for `status`. */
interface ReferralRef {
  id: string;
  hospitalStatus?: HospitalReferralStatus | null;
}

export const Referral = {
  /** Never `null`: whether the referral exists is for the hospitals to say. */
  __resolveReference: ({ id, hospitalStatus }: ReferralRef) => ({ id, hospitalStatus }),
  async intake({ id }: ReferralRef, _: unknown, { loaders, caller }: StationsContext) {
    const intake = await loaders.intake.load(intakeId(id));
    return intake && mayReadIntakeOfReferral(caller, intake) ? intake : null;
  },
  async status({ id, hospitalStatus }: ReferralRef, _: unknown, { loaders }: StationsContext) {
    if (!hospitalStatus || !HOSPITAL_STATUSES.includes(hospitalStatus)) return null;
    const intake = await loaders.intake.load(intakeId(id));
    return joinReferralStatus(hospitalStatus, intake?.status ?? null);
  },
  async acceptedByStation({ id }: ReferralRef, _: unknown, { loaders }: StationsContext) {
    const intake = await loaders.intake.load(intakeId(id));
    return intake && intake.status !== "DECLINED" ? intake.stationId : null;
  },
  async acceptedByStationAt({ id }: ReferralRef, _: unknown, { loaders }: StationsContext) {
    const intake = await loaders.intake.load(intakeId(id));
    return intake && intake.status !== "DECLINED" ? intake.acceptedAt : null;
  },
};

export const Intake = {
  id: ({ _id }: IntakeDocument) => _id,
  referral: ({ referralId }: IntakeDocument) => stub(referralId),
  station: ({ stationId }: IntakeDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.station.load(stationId),
  worker: ({ workerId }: IntakeDocument, _: unknown, { loaders }: StationsContext) =>
    workerId && loaders.worker.load(workerId),
};

export const Visit = {
  worker: ({ workerId }: VisitRecord, _: unknown, { loaders }: StationsContext) =>
    loaders.worker.load(workerId),
};
