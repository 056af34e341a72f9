import { sampleInstitutions } from "../../kit/sample/institutions.ts";
import { agencyCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import { sampleCommunitySocialWorkers, sampleMedicalSocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { sampleStations } from "../../kit/sample/stations.ts";
import { addDays } from "../../kit/time/addDays.ts";
import type { DemonstrationPostDocument } from "../model/DemonstrationPost.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import { latest } from "./sampleDay.ts";

const NAMES = ["邻里服务", "为老服务", "医患同行", "未成年人关爱", "困难帮扶", "志愿联动"];
const HUNAN_SHARE = 0.35;

/** Posts held by Party members of the register, a third of them in Hunan; a few have been revoked. */
export function sampleDemonstrationPosts(
  workers: readonly SocialWorkerDocument[],
  options: SampleOptions,
): DemonstrationPostDocument[] {
  const random = new Random(options.seed, "talent/posts");
  const employers = employersOf(options);
  const eligible = workers.filter(
    ({ isPartyMember, registeredOn }) => isPartyMember && registeredOn < "2024-06-01",
  );
  const inHunan = eligible.filter(({ districtCode }) => districtCode.startsWith("43"));
  const elsewhere = eligible.filter(({ districtCode }) => !districtCode.startsWith("43"));
  const total = scaled(60, options, 4);
  const hunan = random.sample(inHunan, Math.round(total * HUNAN_SHARE));
  const chosen = [...hunan, ...random.sample(elsewhere, total - hunan.length)];
  return chosen.map((worker, index) => {
    const _id = `dp_${serial(index + 1, 4)}`;
    const designatedOn = random.day(latest(worker.registeredOn, "2019-07-01"), "2024-07-01");
    const isRevoked = random.chance(0.08);
    return {
      _id,
      name: `党员社工${random.pick(NAMES)}示范岗`,
      workerId: worker._id,
      holder: isRevoked ? `revoked:${_id}` : worker._id,
      organizationCode: employers.get(worker._id) as string,
      districtCode: worker.districtCode,
      designatedOn,
      revokedOn: isRevoked ? addDays(designatedOn, random.int(30, 120)) : null,
      status: isRevoked ? "REVOKED" : "ACTIVE",
    };
  });
}

/** Who employs a worker: the medical institution, or the agency that runs the station. */
function employersOf(options: SampleOptions): Map<string, string> {
  const workplaces = new Map<string, string>([
    ...sampleInstitutions(options).map(({ id, creditCode }) => [id, creditCode] as const),
    ...sampleStations(options).map(
      ({ id, districtCode, operatorIndex }) => [id, agencyCode(districtCode, operatorIndex)] as const,
    ),
  ]);
  const workers = [...sampleMedicalSocialWorkers(options), ...sampleCommunitySocialWorkers(options)];
  return new Map(workers.map(({ id, workplaceId }) => [id, workplaces.get(workplaceId) as string]));
}
