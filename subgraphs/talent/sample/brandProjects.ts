import type { ProjectField } from "../../kit/codes/ProjectField.ts";
import { BEIJING_DISTRICTS, HUNAN_COUNTIES, LANZHOU_DISTRICTS } from "../../kit/sample/districts.ts";
import { agencyCode, bureauCode, federationCode, foundationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { BrandProjectDocument, Publicity } from "../model/BrandProject.ts";
import { SAMPLE_TODAY } from "./sampleDay.ts";

type Draft = Pick<BrandProjectDocument, "name" | "field" | "districtCode" | "organizerCode" | "year">;

/** The projects the articles name; their years and organizers are synthetic. */
const NAMED: Draft[] = [
  {
    name: "四季同行·雷锋家乡学雷锋",
    field: "SOCIAL_SERVICES",
    districtCode: "430112",
    organizerCode: federationCode("430112"),
    year: 2023,
  },
  {
    name: "禾计划",
    field: "SOCIAL_SERVICES",
    districtCode: "430000",
    organizerCode: bureauCode("430000"),
    year: 2018,
  },
  ...["430112", "430702", "433101", "431202"].map((code, index) => ({
    name: `禾计划·${HUNAN_COUNTIES.find((county) => county.code === code)?.name}社工站`,
    field: "RURAL_REVITALIZATION" as const,
    districtCode: code,
    organizerCode: agencyCode(code, 0),
    year: 2020 + index,
  })),
];

const NAMES: Record<ProjectField, string[]> = {
  TECHNOLOGY_INNOVATION: ["智慧助老", "数字社工站", "科普进社区"],
  RURAL_REVITALIZATION: ["乡村伴读", "田园互助", "留守儿童关爱"],
  GREEN_DEVELOPMENT: ["绿色家园", "河小青护水", "垃圾分类同行"],
  SOCIAL_SERVICES: ["长者食堂", "医路相伴", "邻里守望"],
};
const FIELDS = Object.keys(NAMES) as ProjectField[];
const PLACES = [...HUNAN_COUNTIES, ...HUNAN_COUNTIES, ...BEIJING_DISTRICTS, ...LANZHOU_DISTRICTS];
const HEADLINES: Record<Publicity["channel"], string> = {
  NEWSPAPER: "见报",
  BROADCAST: "专题节目",
  ONLINE: "网络专题",
  EVENT: "展示交流会",
};

/** Brand projects over the four fields: those the articles name first. */
export function sampleBrandProjects(options: SampleOptions): BrandProjectDocument[] {
  const random = new Random(options.seed, "talent/brands");
  return Array.from({ length: scaled(30, options, NAMED.length + 4) }, (_, index) => {
    const { year, ...draft } = NAMED[index] ?? otherProject(index, random);
    const isSelected = index < NAMED.length || (year < 2024 && random.chance(0.8));
    const selectedOn = isSelected ? random.day(`${year}-05-01`, earliestOf(`${year}-11-30`)) : null;
    return {
      _id: `bp_${serial(index + 1, 4)}`,
      ...draft,
      year,
      status: isSelected ? "SELECTED" : "PROPOSED",
      selectedOn,
      publicity: selectedOn ? publicityOf(draft.name, selectedOn, random) : [],
      fundingFen: random.int(5, 60) * 1_000_000,
    };
  });
}

function otherProject(index: number, random: Random): Draft {
  const field = FIELDS[index % FIELDS.length] as ProjectField;
  const place = random.pick(PLACES);
  return {
    name: `${place.name}“${random.pick(NAMES[field])}”项目`,
    field,
    districtCode: place.code,
    organizerCode: random.chance(0.15)
      ? foundationCode(`${place.code.slice(0, 2)}0000`)
      : agencyCode(place.code, random.int(0, 1)),
    year: random.int(2018, 2024),
  };
}

function publicityOf(name: string, selectedOn: string, random: Random): Publicity[] {
  const days = Array.from({ length: random.int(1, 4) }, () => random.day(selectedOn, SAMPLE_TODAY)).sort();
  return days.map((day) => {
    const channel = random.weighted({ NEWSPAPER: 2, BROADCAST: 2, ONLINE: 4, EVENT: 2 });
    return { at: new Date(`${day}T02:00:00Z`), channel, title: `“${name}”${HEADLINES[channel]}` };
  });
}

const earliestOf = (day: string): string => (day < SAMPLE_TODAY ? day : SAMPLE_TODAY);
