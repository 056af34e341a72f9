import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { addDays } from "../../kit/time/addDays.ts";
import type { SocialWorkerDocument, SocialWorkerKind } from "../model/SocialWorker.ts";
import { enrolmentId, type TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import type { TrainingProgramDocument, TrainingTrack } from "../model/TrainingProgram.ts";
import { countUntil, pickDistinct } from "./pickDistinct.ts";
import { earliest, SAMPLE_TODAY } from "./sampleDay.ts";

/** Who a track is for; the others are for both kinds. */
const AUDIENCE: Partial<Record<TrainingTrack, SocialWorkerKind>> = {
  MEDICAL_SOCIAL_WORK: "MEDICAL",
  COMMUNITY_SOCIAL_WORK: "COMMUNITY",
};

/** Participants by the programme's province: Hunan's register is the smallest, so its programmes are too. */
const PARTICIPANTS: Record<string, [number, number]> = { "43": [22, 48], "11": [30, 58], "62": [28, 54] };

/** Enrolments of registered workers in programmes of their own province; about 85 % of them completed. */
export function* trainingEnrolments(
  programs: readonly TrainingProgramDocument[],
  workers: readonly SocialWorkerDocument[],
  options: SampleOptions,
): Generator<TrainingEnrolmentDocument> {
  const random = new Random(options.seed, "talent/enrolments");
  const pools = new Map<string, SocialWorkerDocument[]>();
  const poolOf = (province: string, audience: SocialWorkerKind | undefined): SocialWorkerDocument[] => {
    const key = `${province}${audience ?? ""}`;
    const known = pools.get(key);
    if (known) return known;
    const pool = workers
      .filter(({ districtCode, kind }) => districtCode.startsWith(province) && kind === (audience ?? kind))
      .sort((a, b) => (a.registeredOn < b.registeredOn ? -1 : 1));
    pools.set(key, pool);
    return pool;
  };
  for (const program of programs) {
    const province = program.districtCode.slice(0, 2);
    const pool = poolOf(province, AUDIENCE[program.track]);
    const enrolsOn = earliest(addDays(program.startsOn, -20), SAMPLE_TODAY);
    const limit = countUntil(pool, ({ registeredOn }) => registeredOn, enrolsOn);
    const count = random.int(...(PARTICIPANTS[province] as [number, number]));
    for (const worker of pickDistinct(pool, { count, limit }, random)) {
      yield enrolment(program, worker, addDays(enrolsOn, -random.int(0, 10)), random);
    }
  }
}

function enrolment(
  program: TrainingProgramDocument,
  worker: SocialWorkerDocument,
  enrolledOn: string,
  random: Random,
): TrainingEnrolmentDocument {
  const { tier, track, year, endsOn } = program;
  const hasEnded = endsOn <= SAMPLE_TODAY;
  const status = hasEnded
    ? random.weighted({ COMPLETED: 89, WITHDRAWN: 7, ENROLLED: 4 })
    : ("ENROLLED" as const);
  const part = status === "COMPLETED" ? 1 : random.int(0, 2) / 4;
  const hasBegun = program.startsOn <= SAMPLE_TODAY;
  return {
    _id: enrolmentId(program._id, worker._id),
    programId: program._id,
    workerId: worker._id,
    tier,
    track,
    year,
    districtCode: worker.districtCode,
    kind: worker.kind,
    enrolledOn: enrolledOn < worker.registeredOn ? worker.registeredOn : enrolledOn,
    // Theory comes first: who did not stay to the end has a part of it and no practice.
    theoryMinutes: hasBegun ? program.theoryMinutes * part : 0,
    practiceMinutes: part === 1 ? program.practiceMinutes : 0,
    sessions: [],
    status,
    completedOn: status === "COMPLETED" ? endsOn : null,
  };
}
