import type { ServiceField } from "../../kit/codes/ServiceField.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type ReferralCourse, type SampleReferral, sampleReferrals } from "../../kit/sample/referrals.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { monthOf } from "../../kit/time/monthOf.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import {
  type IntakeDeclineReason,
  type IntakeDocument,
  type IntakeOutcome,
  type IntakeStatus,
  intakeId,
  type VisitKind,
} from "../model/Intake.ts";
import type { WorkerDocument } from "../model/Worker.ts";
import { groupBy } from "./groupBy.ts";
import { momentsBetween, SAMPLE_END } from "./sampleMoment.ts";

const STATUS: Record<ReferralCourse, IntakeStatus | null> = {
  AWAITING: null,
  WITHDRAWN: null,
  DECLINED: "DECLINED",
  ACCEPTED: "ACCEPTED",
  IN_SERVICE: "IN_SERVICE",
  COMPLETED: "COMPLETED",
  CLOSED: "COMPLETED",
};

const VISITS: Record<IntakeStatus, [number, number]> = {
  DECLINED: [0, 0],
  ACCEPTED: [0, 0],
  IN_SERVICE: [1, 3],
  COMPLETED: [2, 5],
};

const DECLINE_REASONS: Record<IntakeDeclineReason, number> = {
  OUTSIDE_SERVICE_AREA: 15,
  NO_CAPACITY: 30,
  SERVICE_NOT_OFFERED: 25,
  CLIENT_DECLINED: 20,
  CLIENT_UNREACHABLE: 10,
};
const OUTCOMES: Record<IntakeOutcome, number> = {
  NEEDS_MET: 62,
  NEEDS_PARTLY_MET: 20,
  REFERRED_ONWARD: 8,
  CLIENT_WITHDREW: 6,
  LOST_CONTACT: 4,
};
const VISIT_KINDS: Record<VisitKind, number> = {
  HOME_VISIT: 45,
  PHONE_CALL: 30,
  STATION_VISIT: 17,
  ACCOMPANIED_APPOINTMENT: 8,
};

/** The community's half of every referral that a station has answered, at a station of its destination. */
export function* sampleIntakes(options: SampleOptions, workers: WorkerDocument[]): Generator<IntakeDocument> {
  const random = new Random(options.seed, "stations-intakes");
  const bySeniority = [...workers].sort((a, b) => (a.assignedOn < b.assignedOn ? -1 : 1));
  const local = groupBy(bySeniority, ({ districtCode }) => districtCode);
  for (const referral of sampleReferrals(options)) {
    const status = STATUS[referral.course];
    if (status === null || referral.answeredAt === null) continue;
    const worker = workerFor(
      referral.needs,
      referral.answeredAt,
      local.get(referral.districtCode) ?? [],
      random,
    );
    yield intakeOf(referral, referral.answeredAt, status, worker, random);
  }
}

/** One of a few workers in post on the day, the one whose fields fit the needs best; before any came, the first to come. */
function workerFor(
  needs: ServiceField[],
  at: Date,
  bySeniority: WorkerDocument[],
  random: Random,
): WorkerDocument {
  const day = chinaDay(at);
  const inPost = bySeniority.findLastIndex(({ assignedOn }) => assignedOn <= day) + 1;
  const drawn = [0, 1, 2].map(() => bySeniority[random.int(0, Math.max(inPost, 1) - 1)] as WorkerDocument);
  const matches = ({ serviceFields }: WorkerDocument): number =>
    needs.filter((need) => serviceFields.includes(need)).length;
  return drawn.reduce((best, worker) => (matches(worker) > matches(best) ? worker : best));
}

function intakeOf(
  { id, completedAt }: SampleReferral,
  answeredAt: Date,
  status: IntakeStatus,
  worker: WorkerDocument,
  random: Random,
): IntakeDocument {
  const isDeclined = status === "DECLINED";
  const times = momentsBetween(answeredAt, completedAt ?? SAMPLE_END, random.int(...VISITS[status]), random);
  const visitId = (index: number): string => `vs_${id.slice("ref_".length)}_${index + 1}`;
  return {
    _id: intakeId(id),
    referralId: id,
    stationId: worker.stationId,
    workerId: isDeclined ? null : worker._id,
    districtCode: worker.districtCode,
    status,
    answeredAt,
    month: monthOf(chinaDay(answeredAt)),
    year: yearOf(chinaDay(answeredAt)),
    acceptedAt: isDeclined ? null : answeredAt,
    declinedAt: isDeclined ? answeredAt : null,
    declineReason: isDeclined ? random.weighted(DECLINE_REASONS) : null,
    visits: times.map((at, index) => ({
      id: visitId(index),
      kind: random.weighted(VISIT_KINDS),
      at,
      workerId: worker._id,
    })),
    visitIds: times.map((_, index) => visitId(index)),
    visitCount: times.length,
    outcome: status === "COMPLETED" ? random.weighted(OUTCOMES) : null,
    completedAt: status === "COMPLETED" ? completedAt : null,
  };
}
