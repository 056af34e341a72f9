import { THREE_AREAS_COUNTIES } from "../../kit/sample/districts.ts";
import { agencyCode, bureauCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import { sampleCommunitySocialWorkers } from "../../kit/sample/socialWorkers.ts";
import { sampleStations } from "../../kit/sample/stations.ts";
import { DISPATCH_FIELDS, type DispatchDocument, type DispatchField, dispatchId } from "../model/Dispatch.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import { dispatchRecord } from "./dispatchRecord.ts";

/** Dispatched and trained a year at scale 1: they sum to 645 and 420. */
const PLAN: Record<number, { dispatched: number; trained: number }> = {
  2013: { dispatched: 50, trained: 30 },
  2014: { dispatched: 52, trained: 32 },
  2015: { dispatched: 54, trained: 34 },
  2016: { dispatched: 55, trained: 35 },
  2017: { dispatched: 56, trained: 36 },
  2018: { dispatched: 58, trained: 37 },
  2019: { dispatched: 58, trained: 38 },
  2020: { dispatched: 56, trained: 36 },
  2021: { dispatched: 57, trained: 36 },
  2022: { dispatched: 55, trained: 36 },
  2023: { dispatched: 54, trained: 36 },
  2024: { dispatched: 40, trained: 34 },
};

const COUNTIES = THREE_AREAS_COUNTIES.map(({ code }) => code);
/** Nominated for the coming year, at scale 1. */
const NEXT_YEAR = 10;

/** Dispatches of Lanzhou's community social workers since 2013; a worker goes at most once a year. */
export function sampleDispatches(
  workers: readonly SocialWorkerDocument[],
  options: SampleOptions,
): DispatchDocument[] {
  const random = new Random(options.seed, "talent/dispatches");
  const lanzhou = workers.filter(
    ({ kind, districtCode }) => kind === "COMMUNITY" && /^62010[23]$/.test(districtCode),
  );
  const employers = employersOf(options);
  const inYear = (year: number, count: number, withdrawn: number): DispatchDocument[] => {
    const pool = lanzhou.filter(({ registeredOn }) => registeredOn < `${year}-01-01`);
    const counties = random.sample(
      COUNTIES,
      year >= 2024 ? COUNTIES.length : 8 + Math.floor((year - 2013) / 3),
    );
    return random.sample(pool, count + withdrawn).map(({ _id }, index) =>
      dispatchRecord(
        {
          _id: dispatchId(year, _id),
          workerId: _id,
          year,
          sendingCode: employers.get(_id) as string,
          fields: fieldsOf(index + year, random),
        },
        {
          // Every county in turn, so that none of the year's is left out.
          county: counties[index % counties.length] as string,
          goes: index < count,
        },
        random,
      ),
    );
  };
  const years = Object.entries(PLAN).flatMap(([year, { dispatched }]) =>
    inYear(Number(year), scaled(dispatched, options), Math.round(options.scale * random.int(0, 2))),
  );
  return [...years, ...inYear(2025, scaled(NEXT_YEAR, options), 0)];
}

/** The private agency that runs a worker's station sends the worker. */
function employersOf(options: SampleOptions): Map<string, string> {
  const operators = new Map(
    sampleStations(options).map(({ id, districtCode, operatorIndex }) => [
      id,
      agencyCode(districtCode, operatorIndex),
    ]),
  );
  return new Map(
    sampleCommunitySocialWorkers(options).map(({ id, workplaceId }) => [
      id,
      operators.get(workplaceId) as string,
    ]),
  );
}

function fieldsOf(turn: number, random: Random): DispatchField[] {
  const main = DISPATCH_FIELDS[turn % DISPATCH_FIELDS.length] as DispatchField;
  const second = random.pick(DISPATCH_FIELDS);
  return second !== main && random.chance(0.4) ? [main, second] : [main];
}

/** Local people trained under the plan in the receiving counties since 2013. */
export function sampleLocalTrainees(options: SampleOptions): LocalTraineeDocument[] {
  const random = new Random(options.seed, "talent/trainees");
  let number = 0;
  return Object.entries(PLAN).flatMap(([year, { trained }]) =>
    Array.from({ length: scaled(trained, options) }, (): LocalTraineeDocument => {
      number += 1;
      const countyCode = random.pick(COUNTIES);
      return {
        _id: `lt_${serial(number, 4)}`,
        countyCode,
        year: Number(year),
        trainedOn: random.day(`${year}-05-10`, `${year}-10-20`),
        organizationCode: random.chance(0.6)
          ? agencyCode(countyCode, random.int(0, 1))
          : bureauCode(countyCode),
        isCertified: random.chance(0.35),
      };
    }),
  );
}
