import { CHANGGUNG_ID } from "../../kit/sample/institutions.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled } from "../../kit/sample/SampleOptions.ts";
import { sampleMedicalSocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { type PairingDocument, type PairingStatus, pairingId } from "../model/Pairing.ts";
import type { WorkerDocument } from "../model/Worker.ts";
import { groupBy } from "./groupBy.ts";
import { SAMPLE_END, workingMoment } from "./sampleMoment.ts";

const STATUSES: Record<PairingStatus, number> = { CONFIRMED: 75, PROPOSED: 8, ENDED: 11, DECLINED: 6 };
const DAY = 86_400_000;

type MedicalWorker = ReturnType<typeof sampleMedicalSocialWorkers>[number];

/**
 * Pairings of Beijing's medical social workers with community social workers of the same district
 * (260 at scale 1): first one confirmed for each at Changgung, then any.
 */
export function samplePairings(options: SampleOptions, workers: WorkerDocument[]): PairingDocument[] {
  const random = new Random(options.seed, "stations-pairings");
  const counterparts = groupBy(workers, ({ districtCode }) => districtCode);
  const medical = sampleMedicalSocialWorkers(options);
  const made = new Map<string, PairingDocument>();
  const pair = (worker: MedicalWorker, status: PairingStatus): void => {
    const counterpart = random.pick(counterparts.get(worker.districtCode) ?? []);
    const pairing = pairingOf(worker, counterpart, status, random);
    if (!made.has(pairing._id)) made.set(pairing._id, pairing);
  };
  for (const worker of medical) if (worker.workplaceId === CHANGGUNG_ID) pair(worker, "CONFIRMED");
  const wanted = scaled(260, options, 16);
  // A pair drawn twice counts once: the limit only matters where a small sample runs out of pairs.
  for (let tries = 0; made.size < wanted && tries < wanted * 20; tries++) {
    pair(random.pick(medical), random.weighted(STATUSES));
  }
  return [...made.values()];
}

function pairingOf(
  medical: MedicalWorker,
  community: WorkerDocument,
  status: PairingStatus,
  random: Random,
): PairingDocument {
  const bothInPost = [medical.since, community.assignedOn, "2018-01-01"].sort().at(-1) as string;
  const earliest = status === "PROPOSED" ? ([bothInPost, "2024-10-08"].sort()[1] as string) : bothInPost;
  const proposedAt = workingMoment(
    random.day(earliest, status === "PROPOSED" ? "2024-10-30" : "2024-10-12"),
    random,
  );
  const confirmedAt = new Date(proposedAt.getTime() + random.int(1, 12) * DAY);
  const overAt = new Date(
    Math.min(confirmedAt.getTime() + random.int(4, 500) * DAY, SAMPLE_END.getTime() - DAY),
  );
  const isOver = status === "ENDED" || status === "DECLINED";
  const reasons =
    status === "ENDED"
      ? (["SERVICE_FINISHED", "NO_CAPACITY", "OTHER"] as const)
      : (["FIELDS_DO_NOT_FIT", "NO_CAPACITY"] as const);
  return {
    _id: pairingId(medical.id, community._id, 1),
    medicalWorkerId: medical.id,
    communityWorkerId: community._id,
    districtCode: community.districtCode,
    year: Number(proposedAt.toISOString().slice(0, 4)),
    status,
    proposedBy: random.chance(0.6) ? "HOSPITAL" : "COMMUNITY",
    proposedAt,
    confirmedAt: status === "CONFIRMED" || status === "ENDED" ? confirmedAt : null,
    endedAt: isOver ? (status === "DECLINED" ? confirmedAt : overAt) : null,
    endReason: isOver ? random.pick<(typeof reasons)[number]>(reasons) : null,
  };
}
