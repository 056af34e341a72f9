import { sampleOrganizations } from "../../kit/sample/organizations.ts";
import { sampleReferrals } from "../../kit/sample/referrals.ts";
import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { insertInBatches } from "../../kit/server/insertInBatches.ts";
import type { Progress } from "../../kit/server/Subgraph.ts";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import type { OrganizationDocument } from "../model/Organization.ts";
import type { StationsCollections } from "../repository/collections.ts";
import { sampleCommunities } from "./sampleCommunities.ts";
import { sampleDistricts } from "./sampleDistricts.ts";
import { sampleFunds } from "./sampleFunds.ts";
import { sampleIntakes } from "./sampleIntakes.ts";
import { type SampleNetwork, sampleNetwork } from "./sampleNetwork.ts";
import { samplePairings } from "./samplePairings.ts";
import { sampleProjectCount, sampleProjects } from "./sampleProjects.ts";

type Documents = Iterable<{ _id: string }>;

/** Writes this agency's sample data: deterministic in `options`, synthetic, nothing later than 2024-10-31 but plans. */
export async function loadSample(
  store: DocumentStore,
  options: SampleOptions,
  progress: Progress,
): Promise<void> {
  const insert = (name: keyof StationsCollections, documents: Documents, total: number): Promise<void> =>
    insertInBatches(store.collection<{ _id: string }>(name), documents, total, progress);
  const network = sampleNetwork(options);
  for (const [name, documents] of Object.entries(smallCollections(options, network))) {
    await insert(name as keyof StationsCollections, documents, documents.length);
  }
  await insert("intakes", sampleIntakes(options, network.workers), sampleReferrals(options).length);
  await insert("projects", sampleProjects(options, network.stations), sampleProjectCount(options));
}

/** What fits in memory at any scale. */
function smallCollections(
  options: SampleOptions,
  { stations, workers }: SampleNetwork,
): Partial<Record<keyof StationsCollections, { _id: string }[]>> {
  const neighbourhoods = sampleCommunities(options);
  const communities = neighbourhoods.map(({ community }) => community);
  const funds = sampleFunds(options, communities);
  return {
    districts: sampleDistricts(),
    organizations: sampleOrganizations(options).map(
      ({ creditCode, ...rest }): OrganizationDocument => ({ _id: creditCode, ...rest }),
    ),
    communities,
    linkageActions: neighbourhoods.flatMap(({ actions }) => actions),
    stations,
    workers,
    pairings: samplePairings(options, workers),
    funds: funds.map(({ fund }) => fund),
    fundEntries: funds.flatMap(({ entries }) => entries),
  };
}
