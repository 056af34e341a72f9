import DataLoader from "dataloader";
import type { Filter } from "mongodb";
import type { Caller } from "../kit/caller/Caller.ts";
import type { Place } from "../kit/codes/Place.ts";
import { createByIdLoader } from "../kit/loaders/createByIdLoader.ts";
import { createListLoader } from "../kit/loaders/createListLoader.ts";
import { createChildPages } from "../kit/relay/childPages.ts";
import { createDistrictSums } from "../kit/statistics/createDistrictSums.ts";
import { countPerKey } from "../kit/store/countPerKey.ts";
import { onlyFindableIntakes } from "./model/intakeAccess.ts";
import type { PairingDocument, PairingStatus } from "./model/Pairing.ts";
import type { StationsCollections } from "./repository/collections.ts";
import { ORDERS } from "./repository/orders.ts";

/** The loaders of one request. */
export type StationsLoaders = ReturnType<typeof createLoaders>;

/** One request's loaders: every read of a resolver below the root fields goes through them. */
export function createLoaders(collections: StationsCollections, caller: Caller) {
  // Pages and sums are many and most requests use none: they are made when first used.
  let pages: ReturnType<typeof createPages> | undefined;
  let sums: ReturnType<typeof createSums> | undefined;
  return {
    ...createDocumentLoaders(collections),
    ...createPairingLoaders(collections),
    pages: () => (pages ??= createPages(collections, caller)),
    sums: () => (sums ??= createSums(collections)),
  };
}

function createDocumentLoaders(collections: StationsCollections) {
  return {
    district: createByIdLoader(collections.districts),
    districtChildren: createListLoader(collections.districts, "parentCode"),
    organization: createByIdLoader(collections.organizations),
    community: createByIdLoader(collections.communities),
    station: createByIdLoader(collections.stations),
    worker: createByIdLoader(collections.workers),
    pairing: createByIdLoader(collections.pairings),
    intake: createByIdLoader(collections.intakes),
    project: createByIdLoader(collections.projects),
    fund: createByIdLoader(collections.funds),
  };
}

const CONFIRMED = { filter: { status: "CONFIRMED" as const }, sort: { confirmedAt: 1, _id: 1 } as const };
const LIVE: Filter<PairingDocument> = { status: { $in: ["PROPOSED", "CONFIRMED"] } };

function createPairingLoaders({ pairings, workers }: StationsCollections) {
  return {
    confirmedOfMedicalWorker: createListLoader(pairings, "medicalWorkerId", CONFIRMED),
    confirmedOfCommunityWorker: createListLoader(pairings, "communityWorkerId", CONFIRMED),
    liveOfMedicalWorker: createListLoader(pairings, "medicalWorkerId", { filter: LIVE }),
    workersInPost: createListLoader(workers, "districtCode", { filter: { endedOn: null } }),
    livePairings: new DataLoader<string, number>(async (workerIds) => {
      const counts = await countPerKey(pairings, "communityWorkerId", [...workerIds], LIVE);
      return workerIds.map((id) => counts.get(id) ?? 0);
    }),
  };
}

function createPages({ stations, communities, workers, ...rest }: StationsCollections, caller: Caller) {
  const { byId, latestAnswer, latestStart, latestEntry, latestAction } = ORDERS;
  const inPost = { filter: { endedOn: null }, order: byId };
  const findableIntakes = { filter: onlyFindableIntakes(caller), order: latestAnswer };
  const byPlace = <T>(create: (keyField: keyof Place) => T): Record<keyof Place, T> => ({
    districtCode: create("districtCode"),
    cityCode: create("cityCode"),
    provinceCode: create("provinceCode"),
  });
  return {
    stationsOfPlace: byPlace((keyField) => createChildPages(stations, { keyField, order: byId })),
    communitiesOfPlace: byPlace((keyField) => createChildPages(communities, { keyField, order: byId })),
    stationsOfCommunity: createChildPages(stations, { keyField: "communityId", order: byId }),
    stationsOfOperator: createChildPages(stations, { keyField: "operatorCode", order: byId }),
    workersOfStation: createChildPages(workers, { keyField: "stationId", ...inPost }),
    workersOfCommunity: createChildPages(workers, { keyField: "communityId", ...inPost }),
    pairingsOfMedicalWorker: createPairingPages(rest, "medicalWorkerId"),
    pairingsOfCommunityWorker: createPairingPages(rest, "communityWorkerId"),
    intakesOfStation: createChildPages(rest.intakes, { keyField: "stationId", ...findableIntakes }),
    intakesOfWorker: createChildPages(rest.intakes, { keyField: "workerId", ...findableIntakes }),
    projectsOfStation: createChildPages(rest.projects, { keyField: "stationId", order: latestStart }),
    projectsOfProvider: createChildPages(rest.projects, { keyField: "providerCode", order: latestStart }),
    projectsOfPurchaser: createChildPages(rest.projects, { keyField: "purchaserCode", order: latestStart }),
    entriesOfFund: createChildPages(rest.fundEntries, {
      keyField: "communityId",
      order: latestEntry,
      // A grant still being booked may yet be refused.
      filter: { pending: { $exists: false } },
    }),
    actionsOfCommunity: createChildPages(rest.linkageActions, {
      keyField: "communityId",
      order: latestAction,
    }),
  };
}

/** Pages of pairings: one set for each status asked for. */
function createPairingPages({ pairings }: Pick<StationsCollections, "pairings">, keyField: string) {
  const create = (filter: Filter<PairingDocument>) =>
    createChildPages(pairings, { keyField, order: ORDERS.latestProposal, filter });
  const made = new Map<PairingStatus | null, ReturnType<typeof create>>();
  return (status: PairingStatus | null) => {
    const pages = made.get(status) ?? create(status ? { status } : {});
    made.set(status, pages);
    return pages;
  };
}

function createSums(collections: StationsCollections) {
  return {
    stations: createDistrictSums(collections.stations),
    communities: createDistrictSums(collections.communities),
    workers: createDistrictSums(collections.workers, { filter: { endedOn: null } }),
    confirmedPairings: createDistrictSums(collections.pairings, { filter: { status: "CONFIRMED" } }),
    projects: createDistrictSums(collections.projects),
    projectFen: createDistrictSums(collections.projects, { sum: "amountFen" }),
    funds: createDistrictSums(collections.funds),
    fundBalanceFen: createDistrictSums(collections.funds, { sum: "balanceFen" }),
  };
}
