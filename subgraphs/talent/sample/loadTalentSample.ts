import type { SampleOptions } from "../../kit/sample/SampleOptions.ts";
import { insertInBatches } from "../../kit/server/insertInBatches.ts";
import type { Progress } from "../../kit/server/Subgraph.ts";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { talentCollections } from "../repository/collections.ts";
import { sampleAgencyPartyOrganizations } from "./agencyPartyOrganizations.ts";
import { sampleBrandProjects } from "./brandProjects.ts";
import { sampleDemonstrationPosts } from "./demonstrationPosts.ts";
import { sampleLinkagePilots } from "./linkagePilots.ts";
import { registeredWorkers } from "./socialWorkers.ts";
import { sampleDispatches, sampleLocalTrainees } from "./threeAreas.ts";
import { trainingEnrolments } from "./trainingEnrolments.ts";
import { trainingPrograms } from "./trainingPrograms.ts";

/** About how many take part in a programme: only progress is told by it. */
const PARTICIPANTS = 38;

/** Writes the synthetic data of the social-work department. */
export async function loadTalentSample(
  store: DocumentStore,
  options: SampleOptions,
  progress: Progress,
): Promise<void> {
  const collections = talentCollections(store);
  const insert = <T extends { _id: string }>(name: keyof typeof collections, documents: T[]): Promise<void> =>
    insertInBatches(store.collection<T>(name), documents, documents.length, progress);

  const workers = registeredWorkers(options);
  const programs = trainingPrograms(options);
  await insert("socialWorkers", workers);
  await insert("trainingPrograms", programs);
  await insertInBatches(
    collections.trainingEnrolments,
    trainingEnrolments(programs, workers, options),
    programs.length * PARTICIPANTS,
    progress,
  );
  await insert("dispatches", sampleDispatches(workers, options));
  await insert("localTrainees", sampleLocalTrainees(options));
  await insert("demonstrationPosts", sampleDemonstrationPosts(workers, options));
  await insert("linkagePilots", sampleLinkagePilots(options));
  await insert("brandProjects", sampleBrandProjects(options));
  await insert("agencyPartyOrganizations", sampleAgencyPartyOrganizations(options));
}
