import type { StationsCollections } from "./collections.ts";

type Indexes = { [name in keyof StationsCollections]: Record<string, 1 | -1>[] };

/** Lists of a place at any level, see `Place`. */
const BY_PLACE: Record<string, 1>[] = [
  { districtCode: 1, _id: 1 },
  { cityCode: 1, _id: 1 },
  { provinceCode: 1, _id: 1 },
];

/**
 * Every index, by collection: what a list is narrowed by, then what it is ordered by.
 * On a sharded cluster: shard by `districtCode` where a collection has it, else by `communityId`.
 */
export const INDEXES: Indexes = {
  districts: [{ parentCode: 1, _id: 1 }],
  organizations: [
    { districtCode: 1, _id: 1 },
    { kind: 1, _id: 1 },
  ],
  communities: BY_PLACE,
  stations: [
    ...BY_PLACE,
    { communityId: 1, _id: 1 },
    { operatorCode: 1, _id: 1 },
    { serviceFields: 1, _id: 1 },
  ],
  workers: [
    { districtCode: 1, _id: 1 },
    { stationId: 1, _id: 1 },
    { communityId: 1, _id: 1 },
    { serviceFields: 1, _id: 1 },
    { leavingAt: 1 },
  ],
  pairings: [
    { proposedAt: 1, _id: 1 },
    { medicalWorkerId: 1, proposedAt: 1, _id: 1 },
    { communityWorkerId: 1, proposedAt: 1, _id: 1 },
    { districtCode: 1, proposedAt: 1, _id: 1 },
    { status: 1, proposedAt: 1, _id: 1 },
  ],
  intakes: [
    { answeredAt: 1, _id: 1 },
    { stationId: 1, answeredAt: 1, _id: 1 },
    { workerId: 1, answeredAt: 1, _id: 1 },
    { districtCode: 1, answeredAt: 1, _id: 1 },
    { status: 1, answeredAt: 1, _id: 1 },
  ],
  projects: [
    { startsOn: 1, _id: 1 },
    { stationId: 1, startsOn: 1, _id: 1 },
    { providerCode: 1, startsOn: 1, _id: 1 },
    { purchaserCode: 1, startsOn: 1, _id: 1 },
    { districtCode: 1, startsOn: 1, _id: 1 },
    { year: 1, startsOn: 1, _id: 1 },
  ],
  funds: [{ districtCode: 1 }],
  fundEntries: [{ communityId: 1, at: 1, _id: 1 }, { pending: 1 }],
  linkageActions: [{ communityId: 1, heldOn: 1, _id: 1 }],
};
