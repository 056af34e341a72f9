import type { SocialWorkerKind } from "./SocialWorker.ts";
import type { TrainingTier, TrainingTrack } from "./TrainingProgram.ts";

export type TrainingEnrolmentStatus = "ENROLLED" | "COMPLETED" | "WITHDRAWN";

/** What one act recorded, so that its `key` counts once; the totals are beside it. */
export interface TrainingSession {
  key: string;
  day: string;
  theoryMinutes: number;
  practiceMinutes: number;
}

/** A worker's part in a programme, with what both were on enrolling: the training statistics group by it. */
export interface TrainingEnrolmentDocument {
  _id: string;
  programId: string;
  workerId: string;
  tier: TrainingTier;
  track: TrainingTrack;
  year: number;
  /** Where the worker was registered on enrolling. */
  districtCode: string;
  kind: SocialWorkerKind;
  enrolledOn: string;
  theoryMinutes: number;
  practiceMinutes: number;
  sessions: TrainingSession[];
  status: TrainingEnrolmentStatus;
  completedOn: string | null;
}

/** One enrolment per worker and programme. */
export function enrolmentId(programId: string, workerId: string): string {
  return `enr_${programId}_${workerId}`;
}
