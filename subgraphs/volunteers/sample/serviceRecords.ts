import { CHANGGUNG_ID } from "../../kit/sample/institutions.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { ServiceRecord } from "../model/ServiceRecord.ts";
import { type Venue, venueOf } from "../model/Venue.ts";
import type { Participation } from "./activities.ts";
import { allocate } from "./allocate.ts";
import { type Calendar, dayNumber, LAST_DAY } from "./calendar.ts";
import { COMMUNITY_FIELDS, HALF_HOURS, HOSPITAL_FIELDS } from "./serviceFields.ts";
import type { SampleVolunteer } from "./volunteers.ts";

const LAST = dayNumber(LAST_DAY);
/** Nobody serves more often than this share of the days since they registered. */
const BUSIEST = 0.45;

/** How often each volunteer serves at their hospital, and how often in communities and stations. */
export interface ServicePlan {
  atHospital: number[];
  inCommunity: number[];
  total: number;
}

/**
 * 363,000 services at hospitals, 95,600 of them at Changgung, and 30,000 in communities, a tenth of those by
 * hospital volunteers (scale 1). Some volunteers serve far more often than others; nobody before they registered.
 */
export function planService(
  volunteers: readonly SampleVolunteer[],
  participations: ReadonlyMap<string, readonly Participation[]>,
  options: SampleOptions,
): ServicePlan {
  const random = new Random(options.seed, "service-plan");
  const tenure = volunteers.map(({ registered }) => LAST - registered);
  // Log-normal eagerness: the sum of twelve uniform numbers is as good as Gaussian.
  const weights = tenure.map((days) => {
    let gauss = -6;
    for (let i = 0; i < 12; i++) gauss += random.next();
    return days * Math.min(6, Math.exp(0.9 * gauss));
  });
  const crosses = volunteers.map(() => random.chance(0.1));
  const share = (total: number, takesPart: (volunteer: SampleVolunteer, i: number) => boolean): number[] =>
    allocate(
      total,
      weights.map((weight, i) => (takesPart(volunteers[i] as SampleVolunteer, i) ? weight : 0)),
      tenure.map((days, i) =>
        takesPart(volunteers[i] as SampleVolunteer, i) ? Math.floor(days * BUSIEST) : 0,
      ),
    );
  const isHospital = ({ document }: SampleVolunteer): boolean => document.hostKind === "MEDICAL_INSTITUTION";
  const isChanggung = ({ document }: SampleVolunteer): boolean => document.hostId === CHANGGUNG_ID;
  const changgung = scaled(95_600, options);
  const here = share(changgung, isChanggung);
  const elsewhere = share(
    scaled(363_000, options) - changgung,
    (one) => isHospital(one) && !isChanggung(one),
  );
  const crossing = share(scaled(3_000, options), (one, i) => isHospital(one) && (crosses[i] as boolean));
  const community = share(scaled(27_000, options), (one) => !isHospital(one));
  const plan: ServicePlan = { atHospital: [], inCommunity: [], total: 0 };
  volunteers.forEach(({ document }, i) => {
    // An activity somebody took part in is one of their services, at the least.
    const took = participations.get(document._id) ?? [];
    const inHospital = took.filter(({ activity }) => activity.venueKind === "MEDICAL_INSTITUTION").length;
    plan.atHospital[i] = Math.max((here[i] as number) + (elsewhere[i] as number), inHospital);
    plan.inCommunity[i] = Math.max(
      (crossing[i] as number) + (community[i] as number),
      took.length - inHospital,
    );
    plan.total += plan.atHospital[i] + plan.inCommunity[i];
  });
  return plan;
}

/** Every service record, volunteer by volunteer, one at a time: they are too many to hold. */
export function* sampleServiceRecords(
  volunteers: readonly SampleVolunteer[],
  plan: ServicePlan,
  participations: ReadonlyMap<string, readonly Participation[]>,
  { calendar, options }: { calendar: Calendar; options: SampleOptions },
): Generator<ServiceRecord> {
  const random = new Random(options.seed, "service-records");
  let number = 0;
  for (let i = 0; i < volunteers.length; i++) {
    const volunteer = volunteers[i] as SampleVolunteer;
    const { document, organization, registered } = volunteer;
    const record = (
      venue: Venue,
      field: ServiceRecord["field"],
      day: number,
      minutes: number,
    ): ServiceRecord => ({
      _id: `sr_${serial(++number, 8)}`,
      volunteerId: document._id,
      organizationId: document.organizationId,
      venueId: venue.venueId,
      venueKind: venue.venueKind,
      districtCode: venue.districtCode,
      field,
      day: calendar.day(day),
      month: calendar.month(day),
      minutes,
      recordedAt: calendar.at(day, 18),
    });
    const took = participations.get(document._id) ?? [];
    let inHospital = 0;
    for (const { activity, day, minutes } of took) {
      if (activity.venueKind === "MEDICAL_INSTITUTION") inHospital++;
      yield { ...record(activity, activity.field, day, minutes), activityId: activity._id };
    }
    const host = document.hostId ? venueOf(document.hostId) : null;
    const spread = function* (
      count: number,
      fields: readonly ServiceRecord["field"][],
      venueFor: () => Venue,
    ): Generator<ServiceRecord> {
      const favourite = random.pick(fields);
      for (let k = 0; k < count; k++) {
        const day = registered + Math.floor(((k + random.next()) * (LAST - registered + 1)) / count);
        const field = random.next() < 0.4 ? favourite : random.pick(fields);
        yield record(venueFor(), field, Math.min(day, LAST), random.pick(HALF_HOURS) * 30);
      }
    };
    if (host) yield* spread((plan.atHospital[i] as number) - inHospital, HOSPITAL_FIELDS, () => host);
    // Two or three places near by are enough for anyone.
    const near = random.sample(organization.places, 3).map((id) => venueOf(id) as Venue);
    const isCommunityHost = host !== null && host.venueKind !== "MEDICAL_INSTITUTION";
    yield* spread((plan.inCommunity[i] as number) - (took.length - inHospital), COMMUNITY_FIELDS, () =>
      isCommunityHost && random.next() < 0.7 ? host : random.pick(near),
    );
  }
}
