import {
  BEIJING_DISTRICTS,
  GANSU_CITIES,
  HUNAN_CITIES,
  HUNAN_COUNTIES,
  LANZHOU_DISTRICTS,
  type SampleDistrict,
  THREE_AREAS_COUNTIES,
} from "../../kit/sample/districts.ts";
import { bureauCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import { addDays } from "../../kit/time/addDays.ts";
import type { TrainingProgramDocument, TrainingTier, TrainingTrack } from "../model/TrainingProgram.ts";

const TITLES: Record<TrainingTrack, string> = {
  FOUNDATION: "社会工作基础理论与方法培训班",
  EXAMINATION: "社会工作者职业水平考试考前培训班",
  MEDICAL_SOCIAL_WORK: "医务社会工作实务培训班",
  COMMUNITY_SOCIAL_WORK: "社区社会工作实务培训班",
  VOLUNTEER_MANAGEMENT: "志愿者招募与管理培训班",
  SUPERVISION: "社会工作督导能力提升培训班",
};

/** Programmes a year at scale 1: 120 in all. */
const PER_YEAR: Record<string, number> = {
  2018: 10,
  2019: 13,
  2020: 12,
  2021: 16,
  2022: 19,
  2023: 24,
  2024: 26,
};

const PLACES: Record<"43" | "11" | "62", Record<TrainingTier, SampleDistrict[]>> = {
  "43": {
    PROVINCE: [{ code: "430000", name: "湖南省" }],
    CITY: HUNAN_CITIES,
    COUNTY: HUNAN_COUNTIES,
  },
  "11": {
    PROVINCE: [{ code: "110000", name: "北京市" }],
    CITY: BEIJING_DISTRICTS,
    COUNTY: BEIJING_DISTRICTS,
  },
  "62": {
    PROVINCE: [{ code: "620000", name: "甘肃省" }],
    CITY: GANSU_CITIES,
    COUNTY: [...LANZHOU_DISTRICTS, ...THREE_AREAS_COUNTIES],
  },
};

/** Training programmes of three tiers from 2018 to 2024, most of them in Hunan. */
export function trainingPrograms(options: SampleOptions): TrainingProgramDocument[] {
  const random = new Random(options.seed, "talent/programs");
  const years = Object.entries(PER_YEAR).flatMap(([year, count]) => Array<string>(count).fill(year));
  return Array.from({ length: scaled(years.length, options, 3) }, (_, index) => {
    const total = scaled(years.length, options, 3);
    const year = years[Math.floor((index * years.length) / total)] as string;
    const province = random.weighted({ "43": 60, "11": 24, "62": 16 });
    const tier = random.weighted({ PROVINCE: 30, CITY: 34, COUNTY: 36 });
    const place = random.pick(PLACES[province][tier]);
    const track = trackOf(province, random);
    const startsOn = random.day(`${year}-03-01`, year === "2024" ? "2024-11-15" : `${year}-11-20`);
    return {
      _id: `tp_${serial(index + 1, 4)}`,
      title: `${year}年${place.name}${TITLES[track]}`,
      tier,
      track,
      year: Number(year),
      districtCode: place.code,
      organizerCode: bureauCode(tier === "COUNTY" ? place.code : `${province}0000`),
      theoryMinutes: random.int(4, 10) * 4 * 60,
      practiceMinutes: random.int(2, 8) * 4 * 60,
      startsOn,
      endsOn: addDays(startsOn, random.int(4, 40)),
    };
  });
}

/** Only Beijing's register holds medical social workers. */
function trackOf(province: string, random: Random): TrainingTrack {
  return random.weighted({
    FOUNDATION: 22,
    EXAMINATION: 22,
    MEDICAL_SOCIAL_WORK: province === "11" ? 30 : 0,
    COMMUNITY_SOCIAL_WORK: 26,
    VOLUNTEER_MANAGEMENT: 18,
    SUPERVISION: 12,
  });
}
