import { mustFind } from "../../kit/acts/mustFind.ts";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { SERVICE_FIELDS, type ServiceField } from "../../kit/codes/ServiceField.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkForeignId } from "../../kit/input/checkForeignId.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { isDuplicateKey } from "../../kit/store/DocumentStore.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { FOREIGN_IDS } from "../model/foreignIds.ts";
import type { WorkerDocument } from "../model/Worker.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";
import { ORDERS } from "./orders.ts";

export interface WorkerFilter {
  districtCode?: string | null;
  stationId?: string | null;
  serviceField?: ServiceField | null;
  isInPost?: boolean | null;
  servesAsPartyMember?: boolean | null;
}

export function findWorkers({ workers }: StationsCollections, filter: WorkerFilter, args: PageArgs) {
  const condition = {
    ...(filter.districtCode ? { districtCode: withinDistrict(filter.districtCode) } : {}),
    ...(filter.stationId ? { stationId: filter.stationId } : {}),
    ...(filter.serviceField ? { serviceFields: filter.serviceField } : {}),
    ...(typeof filter.isInPost === "boolean" ? { endedOn: filter.isInPost ? null : { $ne: null } } : {}),
    ...(typeof filter.servesAsPartyMember === "boolean"
      ? { servesAsPartyMember: filter.servesAsPartyMember }
      : {}),
  };
  return findPage(workers, condition, ORDERS.byId, args);
}

export interface AssignWorkerInput {
  workerId: string;
  stationId: string;
  serviceFields: ServiceField[];
  assignedOn: string;
  servesAsPartyMember?: boolean | null;
}

/**
 * Puts a worker of the register in post at a station. Repeating the present assignment changes nothing.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND` (station), `CONFLICT` when in post on other terms
 */
export async function assignWorker(
  { stations, workers }: StationsCollections,
  input: AssignWorkerInput,
  now: Date,
): Promise<WorkerDocument> {
  const workerId = checkForeignId(input.workerId, "workerId", FOREIGN_IDS.communityWorker);
  const station = await mustFind(stations, input.stationId, NAMED.station);
  const post = {
    stationId: station._id,
    communityId: station.communityId,
    districtCode: station.districtCode,
    serviceFields: checkDistinct(input.serviceFields, "serviceFields", 1, SERVICE_FIELDS.length),
    assignedOn: checkPastDay(input.assignedOn, "assignedOn", chinaDay(now), station.openedOn),
    endedOn: null,
    servesAsPartyMember: input.servesAsPartyMember ?? false,
    leavingAt: null,
  };
  const returned = await workers.findOneAndUpdate(
    { _id: workerId, endedOn: { $lte: post.assignedOn }, leavingAt: null },
    { $set: post },
    { returnDocument: "after" },
  );
  if (returned) return returned;
  try {
    await workers.insertOne({ _id: workerId, ...post });
    return { _id: workerId, ...post };
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return explainRefusal(await mustFind(workers, workerId, NAMED.worker), post);
  }
}

function explainRefusal(known: WorkerDocument, wanted: Omit<WorkerDocument, "_id">): WorkerDocument {
  const isSame =
    known.endedOn === null &&
    known.stationId === wanted.stationId &&
    known.assignedOn === wanted.assignedOn &&
    known.servesAsPartyMember === wanted.servesAsPartyMember &&
    known.serviceFields.join() === wanted.serviceFields.join();
  if (isSame) return known;
  if (known.endedOn !== null && known.endedOn > wanted.assignedOn) {
    const message = `assignedOn is before the last assignment ended, on ${known.endedOn}`;
    throw new UserFailure("INVALID_INPUT", message, "assignedOn");
  }
  throw new UserFailure(
    "CONFLICT",
    `the worker is in post at ${known.stationId}; end that first`,
    "workerId",
  );
}
