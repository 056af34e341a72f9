import { bureauCode, federationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { Commendation, CommendationLevel } from "../model/Commendation.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import type { VolunteerOrganization } from "../model/VolunteerOrganization.ts";
import { LAST_DAY } from "./calendar.ts";

const TITLES: Record<CommendationLevel, [volunteer: string, organization: string]> = {
  NATIONAL: ["全国最美志愿者", "全国优秀志愿服务组织"],
  PROVINCE: ["省级优秀志愿者", "省级优秀志愿服务组织"],
  CITY: ["市级优秀志愿者", "市级优秀志愿服务组织"],
  COUNTY: ["区县优秀志愿者", "区县优秀志愿服务组织"],
};

/** About 150 commendations (scale 1): two thirds to volunteers with many hours, the rest to organisations. */
export function sampleCommendations(
  volunteers: readonly Volunteer[],
  organizations: readonly VolunteerOrganization[],
  options: SampleOptions,
): Commendation[] {
  const random = new Random(options.seed, "commendations");
  const committed = volunteers.filter(
    ({ minutes, registeredOn }) => minutes >= 100 * 60 && registeredOn < "2024-03-01",
  );
  return Array.from({ length: scaled(150, options, 12) }, (_, index): Commendation => {
    const level = random.weighted<CommendationLevel>({ NATIONAL: 3, PROVINCE: 17, CITY: 25, COUNTY: 55 });
    const toVolunteer = committed.length > 0 && random.chance(0.67);
    const volunteer = toVolunteer ? random.pick(committed) : null;
    const recipient = volunteer ?? random.pick(organizations);
    const since = volunteer ? volunteer.registeredOn : (recipient as VolunteerOrganization).foundedOn;
    const awardedOn = random.day(since > "2018-01-01" ? since : "2018-01-01", LAST_DAY);
    const place = recipient.districtCode;
    return {
      _id: `cmd_${serial(index + 1, 5)}`,
      title: `${awardedOn.slice(0, 4)}年度${TITLES[level][toVolunteer ? 0 : 1]}`,
      level,
      recipientType: toVolunteer ? "Volunteer" : "VolunteerOrganization",
      recipientId: recipient._id,
      districtCode: place,
      awardedByCreditCode:
        level === "COUNTY" ? federationCode(place) : bureauCode(`${place.slice(0, 2)}0000`),
      awardedOn,
    };
  });
}
