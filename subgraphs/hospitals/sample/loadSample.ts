import { sampleInstitutions } from "../../kit/sample/institutions.ts";
import { type SampleOptions, scaled } from "../../kit/sample/SampleOptions.ts";
import { insertInBatches } from "../../kit/server/insertInBatches.ts";
import type { Progress } from "../../kit/server/Subgraph.ts";
import type { DocumentStore } from "../../kit/store/DocumentStore.ts";
import { collectionsOf } from "../repository/collections.ts";
import { sampleBaseDocuments } from "./sampleBaseDocuments.ts";
import { sampleInstitutionDocuments } from "./sampleInstitutionDocuments.ts";
import { sampleReferralDocuments } from "./sampleReferralDocuments.ts";
import { sampleWorkerDocuments } from "./sampleWorkerDocuments.ts";

/** Writes the sample into an empty store: synthetic persons, figures that follow from the records. */
export async function loadSample(
  store: DocumentStore,
  options: SampleOptions,
  progress: Progress,
): Promise<void> {
  const { institutions, workers, bases, referrals } = collectionsOf(store);
  const known = sampleInstitutions(options);
  const staff = sampleWorkerDocuments(
    options,
    new Map(known.map((institution) => [institution.id, institution])),
  );
  const workersAt = new Map<string, number>();
  for (const { institutionId } of staff)
    workersAt.set(institutionId, (workersAt.get(institutionId) ?? 0) + 1);

  const registered = sampleInstitutionDocuments(options, workersAt);
  await insertInBatches(institutions, registered, registered.length, progress);
  await insertInBatches(workers, staff, staff.length, progress);
  const established = sampleBaseDocuments(options, known);
  await insertInBatches(bases, established, established.length, progress);
  await insertInBatches(referrals, sampleReferralDocuments(options), scaled(2_400, options), progress);
}
