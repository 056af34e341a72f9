import { placeOf } from "../../kit/codes/Place.ts";
import { type SampleInstitution, sampleInstitutions } from "../../kit/sample/institutions.ts";
import { Random } from "../../kit/sample/Random.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import type { InstitutionDocument } from "../model/Institution.ts";
import { staffingOf } from "../model/staffing.ts";

/** Medical institutions in their consortia: each centre under a secondary hospital of its district, each of these under a tertiary one. */
export function sampleInstitutionDocuments(
  options: SampleOptions,
  workersAt: ReadonlyMap<string, number>,
): InstitutionDocument[] {
  const random = new Random(options.seed, "consortia");
  const institutions = sampleInstitutions(options);
  const leaders = new Map<string, SampleInstitution[]>();
  for (const institution of institutions) {
    const key = `${institution.districtCode} ${institution.level}`;
    leaders.set(key, [...(leaders.get(key) ?? []), institution]);
  }
  const leaderOf = ({ level, districtCode }: SampleInstitution): string | null => {
    const levels = level === "COMMUNITY_HEALTH_CENTER" ? ["SECONDARY", "TERTIARY"] : ["TERTIARY"];
    if (level === "TERTIARY") return null;
    const [candidates] = levels
      .flatMap((above) => [leaders.get(`${districtCode} ${above}`) ?? []])
      .filter((list) => list.length > 0);
    return candidates ? random.pick(candidates).id : null;
  };
  return institutions.map(({ id, districtCode, ...institution }) => ({
    _id: id,
    name: institution.name,
    level: institution.level,
    ...placeOf(districtCode),
    creditCode: institution.creditCode,
    parentId: leaderOf({ id, districtCode, ...institution }),
    socialWorkSince: institution.socialWorkSince,
    populationServed: institution.populationServed,
    ...staffingOf(workersAt.get(id) ?? 0, institution.populationServed),
    staffingVersion: 0,
  }));
}
