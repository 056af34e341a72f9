import { bureauCode } from "../../kit/sample/organizations.ts";
import type { Random } from "../../kit/sample/Random.ts";
import { addDays } from "../../kit/time/addDays.ts";
import type { DispatchDocument, DispatchOutcome, SupervisionReport } from "../model/Dispatch.ts";
import { quarterDays, quarterOf } from "../model/quarter.ts";
import { earliest, SAMPLE_TODAY } from "./sampleDay.ts";

type Nomination = Pick<DispatchDocument, "_id" | "workerId" | "year" | "sendingCode" | "fields">;

/**
 * The life of a dispatch up to the sample's last day: nominated in the winter, trained in March, a year of service
 * from April. One that does not go was withdrawn after selection; next year's are only being prepared.
 */
export function dispatchRecord(
  nomination: Nomination,
  { county, goes }: { county: string; goes: boolean },
  random: Random,
): DispatchDocument {
  const { year } = nomination;
  if (year > Number(SAMPLE_TODAY.slice(0, 4))) return planned(nomination, county, random);
  const selected = {
    ...nominated(nomination, random.day(`${year}-01-08`, `${year}-01-25`)),
    countyCode: county,
    receivingCode: bureauCode(county),
    selectedOn: random.day(`${year}-02-10`, `${year}-02-28`),
  };
  if (!goes) return { ...selected, status: "WITHDRAWN" };
  const startedOn = random.day(`${year}-04-01`, `${year}-04-25`);
  const endsOn = addDays(startedOn, random.int(345, 364));
  const hasEnded = endsOn <= SAMPLE_TODAY;
  const reports = reportsFor(startedOn, earliest(endsOn, SAMPLE_TODAY), random);
  return {
    ...selected,
    status: hasEnded ? "COMPLETED" : "IN_SERVICE",
    trainedOn: random.day(`${year}-03-10`, `${year}-03-28`),
    trainingMinutes: random.int(24, 56) * 60,
    startedOn,
    endedOn: hasEnded ? endsOn : null,
    reports,
    reportCount: reports.length,
    outcome: hasEnded ? outcomeOf(random) : null,
  };
}

function nominated(nomination: Nomination, nominatedOn: string): DispatchDocument {
  return {
    ...nomination,
    countyCode: null,
    receivingCode: null,
    status: "NOMINATED",
    nominatedOn,
    selectedOn: null,
    trainedOn: null,
    trainingMinutes: null,
    startedOn: null,
    endedOn: null,
    reports: [],
    reportCount: 0,
    outcome: null,
  };
}

/** Next year's: nominated, and a few already selected or trained. */
function planned(nomination: Nomination, county: string, random: Random): DispatchDocument {
  const status = random.weighted({ NOMINATED: 5, SELECTED: 3, TRAINED: 2 });
  const base = nominated(nomination, random.day("2024-09-09", "2024-09-20"));
  if (status === "NOMINATED") return base;
  const selected: DispatchDocument = {
    ...base,
    status: "SELECTED",
    countyCode: county,
    receivingCode: bureauCode(county),
    selectedOn: random.day("2024-10-08", "2024-10-15"),
  };
  if (status === "SELECTED") return selected;
  return {
    ...selected,
    status,
    trainedOn: random.day("2024-10-22", "2024-10-30"),
    trainingMinutes: random.int(24, 56) * 60,
  };
}

/** One report for every quarter of service that is over. */
function reportsFor(startedOn: string, until: string, random: Random): SupervisionReport[] {
  const reports: SupervisionReport[] = [];
  for (let quarter = quarterOf(startedOn); ; ) {
    const days = quarterDays(quarter);
    if (days === null || days.last > until) return reports;
    reports.push({
      quarter,
      submittedOn: earliest(addDays(days.last, random.int(1, 12)), SAMPLE_TODAY),
      serviceMinutes: random.int(280, 480) * 60,
      peopleServed: random.int(60, 420),
      assessment: random.weighted({ EXCELLENT: 34, GOOD: 48, FAIR: 15, NEEDS_IMPROVEMENT: 3 }),
    });
    quarter = quarterOf(addDays(days.last, 1));
  }
}

function outcomeOf(random: Random): DispatchOutcome {
  return {
    linkageOrganizations: random.int(0, 3),
    volunteerTeams: random.int(1, 4),
    certifiedWorkersDeveloped: random.int(0, 3),
    serviceBrands: random.int(0, 2),
  };
}
