import { COUNTIES, LANZHOU_DISTRICTS, type SampleDistrict } from "./districts.ts";
import { Random } from "./Random.ts";
import { type SampleOptions, scaled, serial } from "./SampleOptions.ts";

/** A community and its social-work station, as every agency knows them. */
export interface SampleStation {
  id: string;
  name: string;
  districtCode: string;
  communityId: string;
  communityName: string;
  /** Which of the district's operators runs it (see `sampleOrganizations`). */
  operatorIndex: number;
}

const COMMUNITY_NAMES = [
  ..."和平安康幸福光明新华红星文化建设团结友谊兴隆永乐清泉柳荫石桥东湖南苑西关北辰中山",
].reduce<string[]>((names, character, index) => {
  if (index % 2 === 0) names.push(character);
  else names[names.length - 1] += character;
  return names;
}, []);

/** How many stations a district has at scale 1: more in Lanzhou, where the dispatched workers come from. */
const stationsIn = (code: string): number => {
  if (LANZHOU_DISTRICTS.some((district) => district.code === code)) return 10;
  return code.startsWith("11") ? 4 : 2;
};

/** Communities, one station in each. */
export function sampleStations(options: SampleOptions): SampleStation[] {
  const random = new Random(options.seed, "stations");
  return COUNTIES.flatMap((place: SampleDistrict) =>
    Array.from({ length: scaled(stationsIn(place.code), options) }, (_, index): SampleStation => {
      const number = serial(index + 1, 2);
      const community = `${random.pick(COMMUNITY_NAMES)}社区${index + 1}`;
      return {
        id: `st_${place.code}_${number}`,
        name: `${place.name}${community}社工站`,
        districtCode: place.code,
        communityId: `cm_${place.code}_${number}`,
        communityName: `${place.name}${community}`,
        operatorIndex: index % 2,
      };
    }),
  );
}
