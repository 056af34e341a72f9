import { BEIJING_DISTRICTS } from "../../kit/sample/districts.ts";
import { CHANGGUNG_ID } from "../../kit/sample/institutions.ts";
import { personName } from "../../kit/sample/personName.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { Volunteer } from "../model/Volunteer.ts";
import { allocate } from "./allocate.ts";
import { type Calendar, dayNumber } from "./calendar.ts";
import { foundingNumber, type SampleOrganization } from "./organizations.ts";

/** A volunteer, the organisation they registered with, and the number of the day they did. */
export interface SampleVolunteer {
  document: Volunteer;
  organization: SampleOrganization;
  registered: number;
}

const LAST_REGISTRATION = dayNumber("2024-10-25");

/** Where Changgung's volunteers live; the other hospitals' mostly live around the hospital. */
const CHANGGUNG_HOMES = {
  "110114": 55,
  "110108": 16,
  "110105": 8,
  "110113": 6,
  "110116": 4,
  "110102": 3,
  "110101": 2,
  "110119": 2,
  "110112": 2,
  "110106": 2,
} as const;

function headcounts(organizations: readonly SampleOrganization[], options: SampleOptions): number[] {
  const counts = new Map<SampleOrganization, number>();
  const spread = (members: SampleOrganization[], total: number): void => {
    const more = allocate(
      Math.max(0, total - members.length),
      members.map((member) => member.weight),
    );
    members.forEach((member, i) => {
      counts.set(member, 1 + (more[i] as number));
    });
  };
  const hospital = organizations.filter(({ document }) => document.kind === "HOSPITAL_TEAM");
  const changgung = scaled(1103, options);
  const isChanggung = ({ document }: SampleOrganization): boolean => document.hostId === CHANGGUNG_ID;
  spread(hospital.filter(isChanggung), changgung);
  spread(
    hospital.filter((team) => !isChanggung(team)),
    scaled(6380, options) - changgung,
  );
  spread(
    organizations.filter(({ document }) => document.kind !== "HOSPITAL_TEAM"),
    scaled(5000, options),
  );
  return organizations.map((organization) => counts.get(organization) ?? 0);
}

function homeOf({ document }: SampleOrganization, random: Random): string {
  if (document.hostId === CHANGGUNG_ID) return random.weighted(CHANGGUNG_HOMES);
  if (document.kind !== "HOSPITAL_TEAM" || random.chance(0.75)) return document.districtCode;
  return random.pick(BEIJING_DISTRICTS).code;
}

const birthYear = (random: Random): number =>
  Number(random.weighted({ 2006: 5, 2000: 28, 1990: 20, 1980: 14, 1970: 13, 1960: 14, 1952: 6 })) +
  random.int(0, 7);

/**
 * Registered volunteers, organisation by organisation: 6,380 with hospital teams, of whom 1,103 with Changgung's
 * (212 in its founding month), and 5,000 with the others (scale 1). More register every year.
 */
export function sampleVolunteers(
  organizations: readonly SampleOrganization[],
  calendar: Calendar,
  options: SampleOptions,
): SampleVolunteer[] {
  const random = new Random(options.seed, "volunteers");
  const founders = scaled(212, options);
  const counts = headcounts(organizations, options);
  const volunteers: SampleVolunteer[] = [];
  organizations.forEach((organization, index) => {
    const { document: team } = organization;
    const opening = foundingNumber(organization);
    const founding = team.hostId === CHANGGUNG_ID ? founders : 1;
    const monthEnd = dayNumber(`${team.foundedOn.slice(0, 7)}-28`);
    for (let i = 0; i < (counts[index] as number); i++) {
      const registered =
        i < founding
          ? random.int(opening, Math.max(opening, monthEnd))
          : Math.max(opening, monthEnd + 4) +
            Math.floor((LAST_REGISTRATION - Math.max(opening, monthEnd + 4)) * random.next() ** 0.7);
      const registeredOn = calendar.day(registered);
      const year = birthYear(random);
      volunteers.push({
        organization,
        registered,
        document: {
          _id: `vol_${serial(volunteers.length + 1, 6)}`,
          name: personName(random),
          gender: random.chance(0.62) ? "FEMALE" : "MALE",
          birthDate: `${year}-${serial(random.int(1, 12), 2)}-${serial(random.int(1, 28), 2)}`,
          phone: null,
          districtCode: homeOf(organization, random),
          organizationId: team._id,
          organizationKind: team.kind,
          hostId: team.hostId,
          hostKind: team.hostKind,
          registeredOn,
          registeredYear: Number(registeredOn.slice(0, 4)),
          isPartyMember: year < 2005 && random.chance(0.27),
          minutes: 0,
          times: 0,
          pointsBalance: 0,
        },
      });
    }
  });
  return volunteers;
}
