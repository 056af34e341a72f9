import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, serial } from "../../kit/sample/SampleOptions.ts";
import type { Activity, ActivityStatus } from "../model/Activity.ts";
import { type ActivitySignUp, signUpId } from "../model/ActivitySignUp.ts";
import { type Venue, venueOf } from "../model/Venue.ts";
import { type Calendar, dayNumber, LAST_DAY } from "./calendar.ts";
import { foundingNumber, type SampleOrganization } from "./organizations.ts";
import { COMMUNITY_FIELDS, HOSPITAL_FIELDS } from "./serviceFields.ts";
import type { SampleVolunteer } from "./volunteers.ts";

/** That a volunteer served in an activity: becomes one of their service records. */
export interface Participation {
  activity: Activity;
  day: number;
  minutes: number;
}

export interface SampleActivities {
  activities: Activity[];
  signUps: ActivitySignUp[];
  /** By volunteer id. */
  participations: Map<string, Participation[]>;
}

const PER_ORGANIZATION = 4;
const LAST = dayNumber(LAST_DAY);
const TITLES = [
  "门诊导诊",
  "病房陪伴",
  "敬老助老",
  "健康讲座",
  "邻里互助",
  "环境清洁",
  "儿童关爱",
  "应急演练",
];

/** Four activities per organisation: most are over and completed, some called off, some still to come. */
export function sampleActivities(
  organizations: readonly SampleOrganization[],
  volunteers: readonly SampleVolunteer[],
  calendar: Calendar,
  options: SampleOptions,
): SampleActivities {
  const random = new Random(options.seed, "activities");
  const membersOf = new Map<SampleOrganization, SampleVolunteer[]>(organizations.map((one) => [one, []]));
  for (const volunteer of volunteers) membersOf.get(volunteer.organization)?.push(volunteer);
  const sample: SampleActivities = { activities: [], signUps: [], participations: new Map() };
  for (const organization of organizations) {
    const members = membersOf.get(organization) ?? [];
    for (let i = 0; i < PER_ORGANIZATION; i++) {
      addActivity(sample, organization, members, { random, calendar });
    }
  }
  return sample;
}

function addActivity(
  sample: SampleActivities,
  organization: SampleOrganization,
  members: readonly SampleVolunteer[],
  { random, calendar }: { random: Random; calendar: Calendar },
): void {
  const status = random.weighted<ActivityStatus>({ COMPLETED: 75, CANCELLED: 8, OPEN: 17 });
  const opening = foundingNumber(organization) + 40;
  const day = status === "OPEN" ? LAST + random.int(2, 60) : random.int(opening, LAST - 3);
  const venue = venueFor(organization, random);
  const capacity = random.int(6, 40);
  const halfDays = random.int(1, 2);
  const activity: Activity = {
    _id: `act_${serial(sample.activities.length + 1, 5)}`,
    title: `${random.pick(TITLES)}志愿服务（${calendar.month(day)}）`,
    organizationId: organization.document._id,
    ...venue,
    field: random.pick(venue.venueKind === "MEDICAL_INSTITUTION" ? HOSPITAL_FIELDS : COMMUNITY_FIELDS),
    startsAt: calendar.at(day, 9),
    endsAt: calendar.at(day, 9 + halfDays * 3),
    capacity,
    placesLeft: capacity,
    status,
  };
  sample.activities.push(activity);
  const decidedBy = Math.min(day - 1, LAST);
  const eligible = members.filter((member) => member.registered < decidedBy - 1);
  for (const { document: volunteer, registered } of random.sample(
    eligible,
    Math.min(capacity, random.int(3, 12)),
  )) {
    const signedUp = random.int(Math.max(registered, decidedBy - 14), decidedBy);
    sample.signUps.push({
      _id: signUpId(activity._id, volunteer._id, 1),
      activityId: activity._id,
      volunteerId: volunteer._id,
      attempt: 1,
      signedUpAt: calendar.at(signedUp, random.int(8, 21)),
      withdrawn: 0,
    });
    activity.placesLeft -= 1;
    if (status !== "COMPLETED" || random.chance(0.15)) continue;
    const known = sample.participations.get(volunteer._id) ?? [];
    known.push({ activity, day, minutes: halfDays * 180 });
    sample.participations.set(volunteer._id, known);
  }
}

function venueFor({ document, places }: SampleOrganization, random: Random): Venue {
  const atHost = document.hostId !== null && random.chance(0.8);
  return venueOf(atHost ? (document.hostId as string) : random.pick(places)) as Venue;
}
