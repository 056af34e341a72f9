import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { AgencyPartyOrganizations } from "./AgencyPartyOrganizations.ts";
import { BrandProjects } from "./BrandProjects.ts";
import { Certificates } from "./Certificates.ts";
import { type TalentCollections, talentCollections } from "./collections.ts";
import { DemonstrationPosts } from "./DemonstrationPosts.ts";
import { Dispatches } from "./Dispatches.ts";
import { createIndexes } from "./indexes.ts";
import { LinkagePilots } from "./LinkagePilots.ts";
import { LocalTrainees } from "./LocalTrainees.ts";
import { SocialWorkers } from "./SocialWorkers.ts";
import { SupervisionReports } from "./SupervisionReports.ts";
import { TrainingEnrolments } from "./TrainingEnrolments.ts";
import { TrainingPrograms } from "./TrainingPrograms.ts";

/** Everything the resolvers may ask of the store: one part per aggregate, and the collections for loaders and figures. */
export interface TalentRepository {
  collections: TalentCollections;
  socialWorkers: SocialWorkers;
  certificates: Certificates;
  trainingPrograms: TrainingPrograms;
  trainingEnrolments: TrainingEnrolments;
  dispatches: Dispatches;
  supervisionReports: SupervisionReports;
  localTrainees: LocalTrainees;
  demonstrationPosts: DemonstrationPosts;
  linkagePilots: LinkagePilots;
  brandProjects: BrandProjects;
  agencyPartyOrganizations: AgencyPartyOrganizations;
}

/**
 * Creates the indexes and opens the repository. Every act changes exactly one document, so a crash leaves nothing
 * half done and there is nothing to settle here.
 */
export async function openTalentRepository(store: DocumentStore): Promise<TalentRepository> {
  const collections = talentCollections(store);
  await createIndexes(collections);
  const socialWorkers = new SocialWorkers(collections.socialWorkers);
  const trainingPrograms = new TrainingPrograms(collections.trainingPrograms);
  return {
    collections,
    socialWorkers,
    certificates: new Certificates(collections.socialWorkers, socialWorkers),
    trainingPrograms,
    trainingEnrolments: new TrainingEnrolments(
      collections.trainingEnrolments,
      trainingPrograms,
      socialWorkers,
    ),
    dispatches: new Dispatches(collections.dispatches, socialWorkers),
    supervisionReports: new SupervisionReports(collections.dispatches),
    localTrainees: new LocalTrainees(collections.localTrainees),
    demonstrationPosts: new DemonstrationPosts(collections.demonstrationPosts, socialWorkers),
    linkagePilots: new LinkagePilots(collections.linkagePilots),
    brandProjects: new BrandProjects(collections.brandProjects),
    agencyPartyOrganizations: new AgencyPartyOrganizations(collections.agencyPartyOrganizations),
  };
}
