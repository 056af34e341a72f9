import type { DocumentCollection, DocumentStore } from "../../kit/store/DocumentStore.ts";
import type { AgencyPartyOrganizationDocument } from "../model/AgencyPartyOrganization.ts";
import type { BrandProjectDocument } from "../model/BrandProject.ts";
import type { DemonstrationPostDocument } from "../model/DemonstrationPost.ts";
import type { DispatchDocument } from "../model/Dispatch.ts";
import type { LinkagePilotDocument } from "../model/LinkagePilot.ts";
import type { LocalTraineeDocument } from "../model/LocalTrainee.ts";
import type { SocialWorkerDocument } from "../model/SocialWorker.ts";
import type { TrainingEnrolmentDocument } from "../model/TrainingEnrolment.ts";
import type { TrainingProgramDocument } from "../model/TrainingProgram.ts";

/** Every collection of the social-work department, by the name it has in the store. */
export interface TalentDocuments {
  socialWorkers: SocialWorkerDocument;
  trainingPrograms: TrainingProgramDocument;
  trainingEnrolments: TrainingEnrolmentDocument;
  dispatches: DispatchDocument;
  localTrainees: LocalTraineeDocument;
  demonstrationPosts: DemonstrationPostDocument;
  linkagePilots: LinkagePilotDocument;
  brandProjects: BrandProjectDocument;
  agencyPartyOrganizations: AgencyPartyOrganizationDocument;
}

export type TalentCollections = {
  [Name in keyof TalentDocuments]: DocumentCollection<TalentDocuments[Name]>;
};

export const COLLECTION_NAMES = [
  "socialWorkers",
  "trainingPrograms",
  "trainingEnrolments",
  "dispatches",
  "localTrainees",
  "demonstrationPosts",
  "linkagePilots",
  "brandProjects",
  "agencyPartyOrganizations",
] as const satisfies readonly (keyof TalentDocuments)[];

export function talentCollections(store: DocumentStore): TalentCollections {
  return Object.fromEntries(
    COLLECTION_NAMES.map((name) => [name, store.collection(name)]),
  ) as unknown as TalentCollections;
}
