import type { Caller } from "../../kit/caller/Caller.ts";
import type { DistrictLevel } from "../../kit/codes/districtCode.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { StationsRepository } from "../repository/collections.ts";
import { findCommunities } from "../repository/communities.ts";
import { findDistricts } from "../repository/districts.ts";
import { intakeFigures } from "../repository/intakeFigures.ts";
import { findIntakes, type IntakeFilter } from "../repository/intakes.ts";
import { findOrganizations } from "../repository/organizations.ts";
import { findPairings } from "../repository/pairings.ts";
import { findProjects } from "../repository/projects.ts";
import { findStations } from "../repository/stations.ts";
import { groupIntakes, groupPairings, groupProjects } from "../repository/statistics.ts";
import { findWorkers } from "../repository/workers.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef } from "./references.ts";

/** A root field that finds one entity by its id. */
const one = (loader: Parameters<typeof byId>[0]) => {
  const find = byId(loader);
  return (_: unknown, args: { id: string }, context: StationsContext) => find(args, context);
};

/** A root field that pages through a collection. */
const page =
  <F extends object, R>(
    find: (repository: StationsRepository, filter: F, args: PageArgs, caller: Caller) => R,
  ) =>
  (
    _: unknown,
    { filter, ...args }: PageArgs & { filter?: F | null },
    { repository, caller }: StationsContext,
  ): R =>
    find(repository, filter ?? ({} as F), args, caller);

/** A root field that groups a collection. */
const grouped =
  <D, F extends object, R>(group: (repository: StationsRepository, groupBy: D[], filter: F) => R) =>
  (
    _: unknown,
    { groupBy, filter }: { groupBy: D[]; filter?: F | null },
    { repository }: StationsContext,
  ): R =>
    group(repository, groupBy, filter ?? ({} as F));

export const Query = {
  async district(_: unknown, { code }: { code: string }, { loaders }: StationsContext) {
    return (await loaders.district.load(code)) && districtRef(code);
  },
  async districts(
    _: unknown,
    args: { level?: DistrictLevel | null; parentCode?: string | null },
    { repository, loaders }: StationsContext,
  ) {
    const found = await findDistricts(repository, args);
    for (const district of found) loaders.district.prime(district._id, district);
    return found.map(({ _id }) => districtRef(_id));
  },
  organization: (_: unknown, { creditCode }: { creditCode: string }, { loaders }: StationsContext) =>
    loaders.organization.load(creditCode),
  community: one("community"),
  communityStation: one("station"),
  communitySocialWorker: one("worker"),
  purchasedProject: one("project"),
  pairing: one("pairing"),
  communities: page(findCommunities),
  communityStations: page(findStations),
  communitySocialWorkers: page(findWorkers),
  organizations: page(findOrganizations),
  purchasedProjects: page(findProjects),
  pairings: page(findPairings),
  intakes: page(findIntakes),
  intakeStatistics: async (
    _: unknown,
    { groupBy, filter }: { groupBy: Parameters<typeof groupIntakes>[1]; filter?: IntakeFilter | null },
    { repository, disclosure }: StationsContext,
  ) => groupIntakes(await intakeFigures(disclosure, repository), groupBy, filter ?? {}),
  projectStatistics: grouped(groupProjects),
  pairingStatistics: grouped(groupPairings),
};
