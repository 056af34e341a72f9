import type { DocumentCollection, DocumentStore } from "../../kit/store/DocumentStore.ts";
import type { CommunityDocument } from "../model/Community.ts";
import type { FundDocument, FundEntryDocument } from "../model/CommunityFund.ts";
import type { DistrictDocument } from "../model/District.ts";
import type { IntakeDocument } from "../model/Intake.ts";
import type { LinkageActionDocument } from "../model/LinkageAction.ts";
import type { OrganizationDocument } from "../model/Organization.ts";
import type { PairingDocument } from "../model/Pairing.ts";
import type { ProjectDocument } from "../model/PurchasedProject.ts";
import type { StationDocument } from "../model/Station.ts";
import type { WorkerDocument } from "../model/Worker.ts";

/** Everything this agency keeps, by collection. */
export interface StationsCollections {
  districts: DocumentCollection<DistrictDocument>;
  organizations: DocumentCollection<OrganizationDocument>;
  communities: DocumentCollection<CommunityDocument>;
  stations: DocumentCollection<StationDocument>;
  workers: DocumentCollection<WorkerDocument>;
  pairings: DocumentCollection<PairingDocument>;
  intakes: DocumentCollection<IntakeDocument>;
  projects: DocumentCollection<ProjectDocument>;
  funds: DocumentCollection<FundDocument>;
  fundEntries: DocumentCollection<FundEntryDocument>;
  linkageActions: DocumentCollection<LinkageActionDocument>;
}

/** The collections, and the store they are in: the journal of fund movements writes across collections. */
export interface StationsRepository extends StationsCollections {
  store: DocumentStore;
}

export const COLLECTION_NAMES = [
  "districts",
  "organizations",
  "communities",
  "stations",
  "workers",
  "pairings",
  "intakes",
  "projects",
  "funds",
  "fundEntries",
  "linkageActions",
] as const satisfies readonly (keyof StationsCollections)[];

export function openCollections(store: DocumentStore): StationsCollections {
  const opened = COLLECTION_NAMES.map((name) => [name, store.collection(name)]);
  return Object.fromEntries(opened) as StationsCollections;
}
