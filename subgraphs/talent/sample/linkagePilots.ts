import { HUNAN_COUNTIES, THREE_AREAS_COUNTIES } from "../../kit/sample/districts.ts";
import { agencyCode, bureauCode, federationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import { addDays } from "../../kit/time/addDays.ts";
import type { LinkagePilotDocument } from "../model/LinkagePilot.ts";

const BRANDS = ["暖心驿站", "银龄守护", "童心筑梦", "邻里议事厅", "平安守望", "助残同行", "乡音热线"];
const PLACES = [...THREE_AREAS_COUNTIES, ...HUNAN_COUNTIES];
/** The volunteers' agency numbers its organisations from vo_0001. */
const VOLUNTEER_ORGANIZATIONS = 100;

/** Linkage pilots: the receiving counties of Gansu first, then counties of Hunan. */
export function sampleLinkagePilots(options: SampleOptions): LinkagePilotDocument[] {
  const random = new Random(options.seed, "talent/pilots");
  return Array.from({ length: scaled(20, options, 4) }, (_, index): LinkagePilotDocument => {
    const place = PLACES[index % PLACES.length] as (typeof PLACES)[number];
    const startedOn = random.day("2021-03-01", "2024-06-30");
    const isConcluded = startedOn < "2022-09-01" && random.chance(0.6);
    const teams = random.sample(
      Array.from({ length: VOLUNTEER_ORGANIZATIONS }, (_item, number) => number + 1),
      random.int(1, 4),
    );
    return {
      _id: `lp_${serial(index + 1, 4)}`,
      name: `${place.name}社工与志愿者联动试点`,
      districtCode: place.code,
      leadCode: bureauCode(place.code),
      partnerCodes: [agencyCode(place.code, random.int(0, 1)), federationCode(place.code)],
      volunteerTeamIds: teams.map((number) => `vo_${serial(number, 4)}`),
      certifiedWorkersDeveloped: random.int(2, 16),
      brands: random.sample(BRANDS, random.int(1, 3)),
      status: isConcluded ? "CONCLUDED" : "RUNNING",
      startedOn,
      concludedOn: isConcluded ? addDays(startedOn, random.int(365, 700)) : null,
    };
  });
}
