import type { DocumentCollection, DocumentStore } from "../../kit/store/DocumentStore.ts";
import type { BaseDocument } from "../model/DemonstrationBase.ts";
import type { InstitutionDocument } from "../model/Institution.ts";
import type { WorkerDocument } from "../model/MedicalSocialWorker.ts";
import type { ReferralDocument } from "../model/Referral.ts";

/** The names of every collection this subgraph keeps. */
export const COLLECTIONS = ["institutions", "workers", "bases", "referrals"] as const;

export interface Collections {
  institutions: DocumentCollection<InstitutionDocument>;
  workers: DocumentCollection<WorkerDocument>;
  bases: DocumentCollection<BaseDocument>;
  referrals: DocumentCollection<ReferralDocument>;
}

export function collectionsOf(store: DocumentStore): Collections {
  return {
    institutions: store.collection("institutions"),
    workers: store.collection("workers"),
    bases: store.collection("bases"),
    referrals: store.collection("referrals"),
  };
}
