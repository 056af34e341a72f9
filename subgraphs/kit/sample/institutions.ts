import { sampleCreditCode } from "./creditCodes.ts";
import { BEIJING_DISTRICTS, type SampleDistrict } from "./districts.ts";
import { Random } from "./Random.ts";
import { type SampleOptions, scaled, serial } from "./SampleOptions.ts";

export type InstitutionLevel = "TERTIARY" | "SECONDARY" | "COMMUNITY_HEALTH_CENTER";

/** A medical institution as every agency knows it: who it is and where. */
export interface SampleInstitution {
  id: string;
  name: string;
  level: InstitutionLevel;
  districtCode: string;
  creditCode: string;
  /** Since when it does medical social work; `null` where it does none yet. */
  socialWorkSince: string | null;
  populationServed: number;
}

/** The hospital the articles name; its facts are the articles' own. */
export const CHANGGUNG_ID = "mi_110114_001";

const LEVEL_NAMES: Record<InstitutionLevel, string> = {
  TERTIARY: "三级样例医院",
  SECONDARY: "二级样例医院",
  COMMUNITY_HEALTH_CENTER: "样例社区卫生服务中心",
};

/** One round of 13: with 130 institutions that do medical social work, 40 tertiary, 40 secondary, 50 centres. */
const LEVELS: InstitutionLevel[] = [
  ...(Array(4).fill("TERTIARY") as InstitutionLevel[]),
  ...(Array(4).fill("SECONDARY") as InstitutionLevel[]),
  ...(Array(5).fill("COMMUNITY_HEALTH_CENTER") as InstitutionLevel[]),
];

const POPULATIONS: Record<InstitutionLevel, [number, number]> = {
  TERTIARY: [300_000, 900_000],
  SECONDARY: [120_000, 300_000],
  COMMUNITY_HEALTH_CENTER: [30_000, 110_000],
};

/** Medical institutions of Beijing: 130 do medical social work, 46 community health centres do not yet (at scale 1). */
export function sampleInstitutions(options: SampleOptions): SampleInstitution[] {
  const random = new Random(options.seed, "institutions");
  const doing = scaled(130, options, BEIJING_DISTRICTS.length);
  const notYet = scaled(46, options);
  return Array.from({ length: doing + notYet }, (_, index): SampleInstitution => {
    const place = BEIJING_DISTRICTS[index % BEIJING_DISTRICTS.length] as SampleDistrict;
    const number = Math.floor(index / BEIJING_DISTRICTS.length) + 1;
    const level =
      index < doing ? (LEVELS[index % LEVELS.length] as InstitutionLevel) : "COMMUNITY_HEALTH_CENTER";
    const id = `mi_${place.code}_${serial(number, 3)}`;
    // Older institutions come first, as their first workers do (see `sampleMedicalSocialWorkers`).
    const year = 2011 + Math.floor((9 * index) / doing);
    const since = id === CHANGGUNG_ID ? "2014-08-01" : random.day(`${year}-01-01`, `${year}-12-31`);
    return {
      id,
      name:
        id === CHANGGUNG_ID ? "清华大学附属北京清华长庚医院" : `${place.name}${LEVEL_NAMES[level]}${number}`,
      level,
      districtCode: place.code,
      creditCode: sampleCreditCode("PUBLIC_INSTITUTION", place.code, number),
      socialWorkSince: index < doing ? since : null,
      populationServed: random.int(...POPULATIONS[level]),
    };
  });
}
