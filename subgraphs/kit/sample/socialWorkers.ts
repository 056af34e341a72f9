import { BEIJING_DISTRICTS, LANZHOU_DISTRICTS } from "./districts.ts";
import { CHANGGUNG_ID, sampleInstitutions } from "./institutions.ts";
import { Random } from "./Random.ts";
import { type SampleOptions, scaled, serial } from "./SampleOptions.ts";
import { sampleStations } from "./stations.ts";

/** A social worker as the register and the employer both know them. */
export interface SampleSocialWorker {
  id: string;
  districtCode: string;
  /** The institution of a medical social worker, the station of a community social worker. */
  workplaceId: string;
  /** First day in the post. */
  since: string;
}

/** New medical social workers a year at scale 1: they sum to 337 and grow year on year. */
const APPOINTED: Record<number, number> = {
  2012: 8,
  2013: 9,
  2014: 11,
  2015: 13,
  2016: 16,
  2017: 19,
  2018: 22,
  2019: 26,
  2020: 30,
  2021: 36,
  2022: 42,
  2023: 50,
  2024: 55,
};

/** Medical social workers (337 at scale 1): at least one at every institution that does medical social work, nine at Changgung. */
export function sampleMedicalSocialWorkers(options: SampleOptions): SampleSocialWorker[] {
  const random = new Random(options.seed, "medical-social-workers");
  const institutions = sampleInstitutions(options).filter(
    (institution) => institution.socialWorkSince !== null,
  );
  const startedOn = new Map(institutions.map(({ id, socialWorkSince }) => [id, socialWorkSince ?? ""]));
  const posts = institutions.map((institution) => institution.id);
  const total = scaled(337, options, institutions.length);
  for (let i = 0; posts.length < total; i++) {
    posts.push(i < 8 && total > institutions.length + 8 ? CHANGGUNG_ID : random.pick(institutions).id);
  }
  const years = Object.entries(APPOINTED).flatMap(([year, count]) =>
    Array<string>(scaled(count, options)).fill(year),
  );
  return posts.map((workplaceId, index) => {
    const year = years[Math.floor((index * years.length) / posts.length)] ?? "2024";
    const day = random.day(`${year}-01-05`, year === "2024" ? "2024-09-30" : `${year}-12-20`);
    const opening = startedOn.get(workplaceId) ?? day;
    return {
      id: `msw_${serial(index + 1, 4)}`,
      districtCode: workplaceId.slice(3, 9),
      workplaceId,
      since: [day, opening].sort()[1] as string,
    };
  });
}

const workersAt = (districtCode: string, random: Random): number => {
  if (LANZHOU_DISTRICTS.some(({ code }) => code === districtCode)) return 8;
  return BEIJING_DISTRICTS.some(({ code }) => code === districtCode) ? random.int(3, 5) : random.int(1, 3);
};

/** Community social workers, every one at a station. */
export function sampleCommunitySocialWorkers(options: SampleOptions): SampleSocialWorker[] {
  const random = new Random(options.seed, "community-social-workers");
  const posts = sampleStations(options).flatMap((station) =>
    Array<typeof station>(workersAt(station.districtCode, random)).fill(station),
  );
  return posts.map((station, index) => ({
    id: `csw_${serial(index + 1, 4)}`,
    districtCode: station.districtCode,
    workplaceId: station.id,
    since: random.day("2012-01-05", "2024-09-30"),
  }));
}

/** Whether a worker of the sample is a Party member (about 30 % are): the same answer for every agency. */
export function isSamplePartyMember(workerId: string, { seed }: SampleOptions): boolean {
  return new Random(seed, `party-member-${workerId}`).chance(0.3);
}
