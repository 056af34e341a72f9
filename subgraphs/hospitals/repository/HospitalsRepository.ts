import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { BaseRepository } from "./BaseRepository.ts";
import { type Collections, collectionsOf } from "./collections.ts";
import { InstitutionRepository } from "./InstitutionRepository.ts";
import { createIndexes } from "./indexes.ts";
import { ReferralRepository } from "./ReferralRepository.ts";
import { WorkerRepository } from "./WorkerRepository.ts";

/** Everything the resolvers may ask of the store. */
export interface HospitalsRepository {
  /** For the per-request loaders only. */
  collections: Collections;
  institutions: InstitutionRepository;
  workers: WorkerRepository;
  bases: BaseRepository;
  referrals: ReferralRepository;
}

/** Creates the indexes. */
export async function openHospitalsRepository(store: DocumentStore): Promise<HospitalsRepository> {
  await createIndexes(store);
  const collections = collectionsOf(store);
  const institutions = new InstitutionRepository(collections.institutions);
  const workers = new WorkerRepository(collections, institutions);
  return {
    collections,
    institutions,
    workers,
    bases: new BaseRepository(collections.bases, institutions),
    referrals: new ReferralRepository(collections.referrals, workers),
  };
}
