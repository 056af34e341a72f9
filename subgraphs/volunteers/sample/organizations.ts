import { COUNTIES } from "../../kit/sample/districts.ts";
import { CHANGGUNG_ID, type SampleInstitution, sampleInstitutions } from "../../kit/sample/institutions.ts";
import { agencyCode, federationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, serial } from "../../kit/sample/SampleOptions.ts";
import { type SampleStation, sampleStations } from "../../kit/sample/stations.ts";
import { venueOf } from "../model/Venue.ts";
import {
  type PartyOrganization,
  partyOrganizationId,
  registrationKey,
  type VolunteerOrganization,
} from "../model/VolunteerOrganization.ts";
import { dayNumber, LAST_DAY } from "./calendar.ts";

/** An organisation and what the generators need to know beside its document. */
export interface SampleOrganization {
  document: VolunteerOrganization;
  partyOrganization: PartyOrganization | null;
  /** How many volunteers it attracts, relative to others of its kind. */
  weight: number;
  /** Stations and communities where its volunteers serve beside its host. */
  places: readonly string[];
}

type Draft = Pick<VolunteerOrganization, "name" | "kind" | "creditCode" | "districtCode" | "hostId"> & {
  foundedFrom: string;
  foundedTo: string;
  weight: number;
};

const LEVEL_WEIGHTS = { TERTIARY: 5, SECONDARY: 2.5, COMMUNITY_HEALTH_CENTER: 1 } as const;
const LAST_FOUNDED = "2024-06-30";

const hospitalTeam = (institution: SampleInstitution): Draft => {
  const since = institution.socialWorkSince as string;
  const founding = institution.id === CHANGGUNG_ID ? "2014-08-20" : since;
  return {
    name: `${institution.name}志愿服务队`,
    kind: "HOSPITAL_TEAM",
    creditCode: institution.creditCode,
    districtCode: institution.districtCode,
    hostId: institution.id,
    foundedFrom: founding,
    foundedTo: institution.id === CHANGGUNG_ID ? founding : `${Number(since.slice(0, 4)) + 1}-06-30`,
    weight: LEVEL_WEIGHTS[institution.level],
  };
};

const communityTeam = (station: SampleStation): Draft => ({
  name: `${station.communityName}志愿服务队`,
  kind: "COMMUNITY_TEAM",
  creditCode: null,
  districtCode: station.districtCode,
  hostId: station.communityId,
  foundedFrom: "2013-03-05",
  foundedTo: LAST_FOUNDED,
  weight: 2,
});

const districtTeams = (place: { code: string; name: string }, stations: SampleStation[]): Draft[] => [
  {
    name: `${place.name}志愿服务联合会（样例）`,
    kind: "SOCIAL_ORGANIZATION",
    creditCode: federationCode(place.code),
    districtCode: place.code,
    hostId: null,
    foundedFrom: "2012-03-05",
    foundedTo: "2018-12-05",
    weight: 3,
  },
  {
    name: `${place.name}社会工作专业志愿服务队`,
    kind: "PROFESSIONAL_TEAM",
    creditCode: agencyCode(place.code, 0),
    districtCode: place.code,
    hostId: stations[0]?.id ?? null,
    foundedFrom: "2014-03-05",
    foundedTo: LAST_FOUNDED,
    weight: 1,
  },
];

/**
 * One team per hospital that does medical social work (Changgung's, of August 2014, is the first), one per
 * community, and a federation and a professional team in every district; a Party organisation in about 35 %.
 */
export function sampleVolunteerOrganizations(options: SampleOptions): SampleOrganization[] {
  const random = new Random(options.seed, "volunteer-organizations");
  const stationsOf = new Map<string, SampleStation[]>(COUNTIES.map(({ code }) => [code, []]));
  for (const station of sampleStations(options)) stationsOf.get(station.districtCode)?.push(station);
  const drafts = [
    ...sampleInstitutions(options)
      .filter((institution) => institution.socialWorkSince !== null)
      .map(hospitalTeam),
    ...COUNTIES.flatMap((place) => {
      const stations = stationsOf.get(place.code) ?? [];
      return [...districtTeams(place, stations), ...stations.map(communityTeam)];
    }),
  ];
  return drafts.map(({ foundedFrom, foundedTo, weight, ...draft }, index) => {
    const latest = foundedTo < LAST_FOUNDED ? foundedTo : LAST_FOUNDED;
    const foundedOn = random.day(foundedFrom, latest > foundedFrom ? latest : foundedFrom);
    const hasParty = random.chance(0.35);
    const stations = stationsOf.get(draft.districtCode) ?? [];
    const _id = `vo_${serial(index + 1, 4)}`;
    return {
      weight,
      places: stations.flatMap(({ id, communityId }) => [id, communityId]),
      partyOrganization: hasParty
        ? {
            _id: partyOrganizationId(_id),
            organizationId: _id,
            establishedOn: random.day(foundedOn, LAST_DAY),
            members: random.int(3, 40),
          }
        : null,
      document: {
        _id,
        ...draft,
        hostKind: (draft.hostId && venueOf(draft.hostId)?.venueKind) || "NONE",
        foundedOn,
        partyOrganizations: hasParty ? 1 : 0,
        registrationKey: registrationKey(draft),
      },
    };
  });
}

/** First day, by number, on which an organisation takes volunteers. */
export const foundingNumber = (organization: SampleOrganization): number =>
  dayNumber(organization.document.foundedOn);
