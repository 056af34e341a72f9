import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { beijingDay } from "../model/beijingTime.ts";
import { checkCount, checkPastDay } from "../model/inputChecks.ts";
import type { ProjectDocument, TerminationReason } from "../model/PurchasedProject.ts";
import type { StationsCollections } from "./collections.ts";
import { mustFind } from "./mustFind.ts";

/**
 * Completes a project in progress.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `ILLEGAL_TRANSITION` when it is already closed
 */
export function completeProject(
  collections: StationsCollections,
  input: { projectId: string; completedOn: string; beneficiaries: number },
  now: Date,
): Promise<ProjectDocument> {
  const beneficiaries = checkCount(input.beneficiaries, 0, 10_000_000, "beneficiaries");
  const day = { name: "completedOn", value: input.completedOn };
  return close(collections, input.projectId, day, { status: "COMPLETED", beneficiaries }, now);
}

/**
 * Ends a project in progress before its time.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `ILLEGAL_TRANSITION` when it is already closed
 */
export function terminateProject(
  collections: StationsCollections,
  input: { projectId: string; terminatedOn: string; reason: TerminationReason },
  now: Date,
): Promise<ProjectDocument> {
  const day = { name: "terminatedOn", value: input.terminatedOn };
  return close(
    collections,
    input.projectId,
    day,
    { status: "TERMINATED", terminationReason: input.reason },
    now,
  );
}

async function close(
  { projects }: StationsCollections,
  projectId: string,
  day: { name: string; value: string },
  change: Partial<ProjectDocument>,
  now: Date,
): Promise<ProjectDocument> {
  const known = await mustFind(projects, projectId, "projectId");
  const closedOn = checkPastDay(day.value, { earliest: known.startsOn, today: beijingDay(now) }, day.name);
  const closed = await projects.findOneAndUpdate(
    { _id: projectId, status: "IN_PROGRESS" },
    { $set: { ...change, closedOn } },
    { returnDocument: "after" },
  );
  if (closed) return closed;
  const { status } = await mustFind(projects, projectId, "projectId");
  throw new UserFailure(
    "ILLEGAL_TRANSITION",
    `the project is ${status}; this needs IN_PROGRESS`,
    "projectId",
  );
}
