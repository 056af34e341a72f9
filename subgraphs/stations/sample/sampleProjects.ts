import { placeOf } from "../../kit/codes/Place.ts";
import type { ProjectField } from "../../kit/codes/ProjectField.ts";
import { COUNTIES } from "../../kit/sample/districts.ts";
import { agencyCode, bureauCode, federationCode, foundationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import { addDays } from "../../kit/time/addDays.ts";
import {
  type FundingSource,
  type ProjectDocument,
  type ProjectStatus,
  PUBLIC_SOURCES,
  type TerminationReason,
} from "../model/PurchasedProject.ts";
import type { StationDocument } from "../model/Station.ts";
import { groupBy } from "./groupBy.ts";
import { SAMPLE_TODAY } from "./sampleMoment.ts";

const TITLES: Record<ProjectField, string[]> = {
  SOCIAL_SERVICES: [
    "居家养老关怀",
    "困境儿童陪伴",
    "残障人士社会融入",
    "慢病患者家庭支持",
    "社区心理健康驿站",
  ],
  RURAL_REVITALIZATION: ["乡村留守老人关爱", "村社互助能力建设", "乡村儿童课后陪伴", "新型职业农民互助"],
  GREEN_DEVELOPMENT: ["垃圾分类社区共治", "社区花园共建", "低碳生活倡导", "旧物循环公益集市"],
  TECHNOLOGY_INNOVATION: ["老年人智能手机课堂", "社区服务数字平台", "青少年科普实践", "智慧助残应用"],
};
const FIELDS: Record<ProjectField, number> = {
  SOCIAL_SERVICES: 52,
  RURAL_REVITALIZATION: 22,
  GREEN_DEVELOPMENT: 14,
  TECHNOLOGY_INNOVATION: 12,
};
const SOURCES: Record<FundingSource, number> = {
  FISCAL: 52,
  WELFARE_LOTTERY: 18,
  SOCIAL_DONATION: 13,
  VENTURE_PHILANTHROPY: 11,
  COMMUNITY_FUND: 6,
};
const YEARS = { 2016: 4, 2017: 5, 2018: 7, 2019: 9, 2020: 10, 2021: 13, 2022: 15, 2023: 18, 2024: 19 };
const REASONS: readonly TerminationReason[] = [
  "FUNDING_STOPPED",
  "PROVIDER_WITHDREW",
  "BREACH_OF_CONTRACT",
  "NO_LONGER_NEEDED",
];

/** Every field with every source of money comes up at least once, at any scale. */
const COMBINATIONS = (Object.keys(FIELDS) as ProjectField[]).flatMap((field) =>
  (Object.keys(SOURCES) as FundingSource[]).map((fundingSource) => ({ field, fundingSource })),
);

/** Purchased-service projects (320 at scale 1), 2016 to 2024, in every province. */
export function* sampleProjects(
  options: SampleOptions,
  stations: StationDocument[],
): Generator<ProjectDocument> {
  const random = new Random(options.seed, "stations-projects");
  const local = groupBy(stations, ({ districtCode }) => districtCode);
  for (let index = 0; index < sampleProjectCount(options); index++) {
    const { field, fundingSource } = COMBINATIONS[index] ?? {
      field: random.weighted(FIELDS),
      fundingSource: random.weighted(SOURCES),
    };
    const districtCode = random.pick(COUNTIES).code;
    const purchaserCode = PUBLIC_SOURCES.includes(fundingSource)
      ? bureauCode(districtCode)
      : foundationCode(placeOf(districtCode).provinceCode);
    const atStation = random.chance(0.7);
    const station = random.pick(local.get(districtCode) ?? []);
    yield {
      _id: `pj_${serial(index + 1, 6)}`,
      title: `${random.pick(TITLES[field])}项目`,
      field,
      districtCode,
      stationId: atStation ? station._id : null,
      purchaserCode,
      providerCode: random.chance(0.75)
        ? agencyCode(districtCode, random.int(0, 1))
        : federationCode(districtCode),
      fundingSource,
      amountFen: random.int(30, 900) * 100_000,
      ...courseOf(random),
    };
  }
}

export const sampleProjectCount = (options: SampleOptions): number =>
  scaled(320, options, COMBINATIONS.length);

type Course = Pick<
  ProjectDocument,
  "startsOn" | "endsOn" | "year" | "status" | "closedOn" | "terminationReason" | "beneficiaries"
>;

function courseOf(random: Random): Course {
  const year = random.weighted(YEARS);
  const startsOn = random.day(`${year}-01-10`, year === "2024" ? "2024-10-20" : `${year}-12-10`);
  const endsOn = addDays(startsOn, random.int(180, 720));
  const isTerminated = random.chance(0.05);
  const latest = [endsOn, SAMPLE_TODAY].sort()[0] as string;
  const status: ProjectStatus = isTerminated
    ? "TERMINATED"
    : endsOn < SAMPLE_TODAY
      ? "COMPLETED"
      : "IN_PROGRESS";
  const broken = random.day(startsOn, latest);
  const reason = random.pick(REASONS);
  const reached = random.int(60, 2_400);
  return {
    startsOn,
    endsOn,
    year: Number(year),
    status,
    closedOn: { TERMINATED: broken, COMPLETED: endsOn, IN_PROGRESS: null }[status],
    terminationReason: isTerminated ? reason : null,
    beneficiaries: status === "COMPLETED" ? reached : null,
  };
}
