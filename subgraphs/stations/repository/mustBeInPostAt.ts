import { mustFind } from "../../kit/acts/mustFind.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

/** @throws UserFailure `NOT_FOUND` for an unknown worker, `NOT_ELIGIBLE` when not in post at the station */
export async function mustBeInPostAt(
  { workers }: StationsCollections,
  workerId: string,
  stationId: string,
): Promise<void> {
  const worker = await mustFind(workers, workerId, NAMED.worker);
  if (worker.endedOn === null && worker.stationId === stationId) return;
  throw new UserFailure("NOT_ELIGIBLE", "the worker is not in post at this station", "workerId");
}
