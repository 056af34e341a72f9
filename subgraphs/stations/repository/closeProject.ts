import { mustFind } from "../../kit/acts/mustFind.ts";
import { transition } from "../../kit/acts/transition.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import type { ProjectDocument, TerminationReason } from "../model/PurchasedProject.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";

/**
 * Completes a project in progress.
 * @throws UserFailure `NOT_FOUND`, `INVALID_INPUT`, `ILLEGAL_TRANSITION` when it is already closed
 */
export function completeProject(
  collections: StationsCollections,
  input: { projectId: string; completedOn: string; beneficiaries: number },
  now: Date,
): Promise<ProjectDocument> {
  const beneficiaries = checkNumber(input.beneficiaries, "beneficiaries", 0, 10_000_000);
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
  const known = await mustFind(projects, projectId, NAMED.project);
  const closedOn = checkPastDay(day.value, day.name, chinaDay(now), known.startsOn);
  return transition(projects, {
    ...NAMED.project,
    id: projectId,
    from: ["IN_PROGRESS"],
    update: { $set: { ...change, closedOn } },
  });
}
