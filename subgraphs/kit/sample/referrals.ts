import type { ServiceField } from "../codes/ServiceField.ts";
import { BEIJING_DISTRICTS, COUNTIES } from "./districts.ts";
import { Random } from "./Random.ts";
import { type SampleOptions, scaled, serial } from "./SampleOptions.ts";
import { type SampleSocialWorker, sampleMedicalSocialWorkers } from "./socialWorkers.ts";

/** Why a client is referred: `enum ReferralReason` of the hospitals subgraph. */
export type SampleReferralReason = keyof typeof NEEDS;

/**
 * How far a referral has come by the sample's last day.
 * Hospitals: WITHDRAWN → withdrawn, CLOSED → closed, all others sent.
 * Stations: no intake for AWAITING and WITHDRAWN; CLOSED → a completed intake; all others as named.
 */
export type ReferralCourse =
  | "AWAITING"
  | "DECLINED"
  | "WITHDRAWN"
  | "IN_SERVICE"
  | "ACCEPTED"
  | "COMPLETED"
  | "CLOSED";

/** A referral as the hospital and the station both know it: each writes only its own half. */
export interface SampleReferral {
  id: string;
  institutionId: string;
  workerId: string;
  /** Where the client goes home to. */
  districtCode: string;
  sentAt: Date;
  reason: SampleReferralReason;
  needs: ServiceField[];
  course: ReferralCourse;
  /** When the station accepted or declined; `null` for AWAITING and WITHDRAWN. */
  answeredAt: Date | null;
  /** When the station completed its service; set for COMPLETED and CLOSED, after `answeredAt`. */
  completedAt: Date | null;
  /** When the hospital withdrew (WITHDRAWN) or closed after follow-up (CLOSED, after `completedAt`). */
  endedAt: Date | null;
}

/** The fields of service that each reason calls for, the likeliest first. */
const NEEDS = {
  DISCHARGE_FOLLOW_UP: ["CHRONIC_ILLNESS", "ELDERLY_CARE", "FAMILY_SUPPORT", "CHILD_AND_YOUTH"],
  REHABILITATION_AT_HOME: ["REHABILITATION", "DISABILITY", "ELDERLY_CARE"],
  FINANCIAL_HARDSHIP: ["HARDSHIP_RELIEF", "FAMILY_SUPPORT", "CHILD_AND_YOUTH"],
  PSYCHOSOCIAL_SUPPORT: ["MENTAL_HEALTH", "FAMILY_SUPPORT", "CHILD_AND_YOUTH"],
  CAREGIVER_SHORTAGE: ["ELDERLY_CARE", "FAMILY_SUPPORT", "DISABILITY"],
  END_OF_LIFE_CARE: ["PALLIATIVE_CARE", "FAMILY_SUPPORT", "MENTAL_HEALTH"],
} as const satisfies Record<string, readonly ServiceField[]>;

const REASONS: Record<SampleReferralReason, number> = {
  DISCHARGE_FOLLOW_UP: 30,
  REHABILITATION_AT_HOME: 22,
  FINANCIAL_HARDSHIP: 14,
  PSYCHOSOCIAL_SUPPORT: 16,
  CAREGIVER_SHORTAGE: 12,
  END_OF_LIFE_CARE: 6,
};

/** Share of a year's referrals: more each year; 2024 ends with October. */
const YEARS: Record<string, number> = { 2019: 8, 2020: 10, 2021: 14, 2022: 17, 2023: 23, 2024: 28 };

const DAY = 86_400_000;
/** The end of the sample's last day, 2024-10-31 in Beijing. */
const SAMPLE_END = Date.parse("2024-10-31T16:00:00Z");

const RECENT: Record<ReferralCourse, number> = {
  AWAITING: 36,
  ACCEPTED: 26,
  IN_SERVICE: 26,
  DECLINED: 5,
  COMPLETED: 3,
  WITHDRAWN: 4,
  CLOSED: 0,
};
const THIS_SEASON: Record<ReferralCourse, number> = {
  AWAITING: 2,
  ACCEPTED: 6,
  IN_SERVICE: 34,
  DECLINED: 6,
  COMPLETED: 28,
  WITHDRAWN: 4,
  CLOSED: 20,
};
const OLDER: Record<ReferralCourse, number> = {
  AWAITING: 0,
  ACCEPTED: 0,
  IN_SERVICE: 1,
  DECLINED: 7,
  COMPLETED: 18,
  WITHDRAWN: 4,
  CLOSED: 70,
};

/** Referrals out of hospital (2,400 at scale 1), 2019 to 2024-10-31, in the order they were sent. */
export function sampleReferrals(options: SampleOptions): SampleReferral[] {
  const random = new Random(options.seed, "referrals");
  const workers = sampleMedicalSocialWorkers(options).sort((a, b) => (a.since < b.since ? -1 : 1));
  const sent = Array.from({ length: scaled(2_400, options) }, () => sentTime(random)).sort((a, b) => a - b);
  let inPost = 0;
  return sent.map((time, index) => {
    const day = new Date(time).toISOString().slice(0, 10);
    while ((workers[inPost]?.since ?? "9999") <= day) inPost++;
    const worker = workers[random.int(0, Math.max(inPost, 1) - 1)] as SampleSocialWorker;
    const reason = random.weighted(REASONS);
    return {
      id: `ref_${serial(index + 1, 6)}`,
      institutionId: worker.workplaceId,
      workerId: worker.id,
      districtCode: destination(worker.districtCode, random),
      sentAt: new Date(time),
      reason,
      needs: needsOf(reason, random),
      ...courseSince(time, random),
    };
  });
}

/** A moment of a working day (08:30–17:00 in Beijing, so the same calendar day in UTC). */
function sentTime(random: Random): number {
  const year = random.weighted(YEARS);
  const day = random.day(`${year}-01-02`, year === "2024" ? "2024-10-31" : `${year}-12-31`);
  return Date.parse(`${day}T00:30:00Z`) + random.int(0, 510) * 60_000;
}

function destination(own: string, random: Random): string {
  const where = random.weighted({ OWN: 60, BEIJING: 36, ELSEWHERE: 4 });
  if (where === "OWN") return own;
  const places = where === "BEIJING" ? BEIJING_DISTRICTS : COUNTIES;
  return random.pick(places.filter(({ code }) => code !== own)).code;
}

function needsOf(reason: SampleReferralReason, random: Random): ServiceField[] {
  const [first, ...others] = NEEDS[reason];
  const needs = [first, ...random.sample<ServiceField>(others, random.int(0, 2))];
  // A client is either a child or an older person.
  return needs.includes("CHILD_AND_YOUTH") ? needs.filter((need) => need !== "ELDERLY_CARE") : needs;
}

/** What has become of a referral since it was sent; every moment lies before the sample's end. */
function courseSince(
  sentAt: number,
  random: Random,
): Pick<SampleReferral, "course" | "answeredAt" | "completedAt" | "endedAt"> {
  const age = SAMPLE_END - sentAt;
  const course = random.weighted(age <= 21 * DAY ? RECENT : age <= 90 * DAY ? THIS_SEASON : OLDER);
  // Drawn for every referral, used or not: one more kind of course does not reshuffle all that follow.
  const [answer, service, ending] = [random.next(), random.next(), random.next()];
  const answeredAt = sentAt + Math.min(7 * DAY, age / 3) * (0.05 + 0.9 * answer);
  const completedAt = answeredAt + Math.min(75 * DAY, age / 3) * (0.3 + 0.65 * service);
  const isCompleted = course === "COMPLETED" || course === "CLOSED";
  const answered = course !== "AWAITING" && course !== "WITHDRAWN";
  const endedAt = {
    WITHDRAWN: sentAt + Math.min(10 * DAY, age / 2) * (0.05 + 0.9 * ending),
    CLOSED: completedAt + Math.min(30 * DAY, age / 4) * (0.1 + 0.85 * ending),
  }[course as string];
  return {
    course,
    answeredAt: answered ? toMinute(answeredAt) : null,
    completedAt: isCompleted ? toMinute(completedAt) : null,
    endedAt: endedAt === undefined ? null : toMinute(endedAt),
  };
}

function toMinute(time: number): Date {
  return new Date(Math.ceil(time / 60_000) * 60_000);
}
