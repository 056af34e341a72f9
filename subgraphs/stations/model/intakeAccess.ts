import type { Filter } from "mongodb";
import { type Caller, hasScope } from "../../kit/caller/Caller.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { isEmergency } from "../../kit/privacy/mayBeClear.ts";
import { mayActFor, type ReadableUnits, readableUnits } from "../../kit/privacy/unitPolicy.ts";
import type { IntakeDocument } from "./Intake.ts";

/** The stations whose intakes a caller may find: their own, with `unit:any` all. */
function readableStations(caller: Caller): ReadableUnits {
  const mayRead = hasScope(caller, "intake:read") || isEmergency(caller);
  return mayRead ? readableUnits(caller, "stations") : null;
}

/** The store's condition for the intakes a caller may find; one that nothing meets where there are none. */
export function onlyFindableIntakes(caller: Caller): Filter<IntakeDocument> {
  const stations = readableStations(caller);
  if (stations === "all") return {};
  return stations ? { stationId: stations.unit } : { _id: { $in: [] } };
}

/**
 * Whether a caller may read the intake of a referral they have. A hospital's worker has it from the hospitals, which show a
 * referral to its own institution only: they may see what became of it.
 */
export function mayReadIntakeOfReferral(caller: Caller, { stationId }: IntakeDocument): boolean {
  if (caller.agency === "hospitals" && hasScope(caller, "intake:read")) return true;
  const stations = readableStations(caller);
  return stations === "all" || stations?.unit === stationId;
}

/** @throws UserFailure `NOT_ELIGIBLE` unless the caller acts for this station */
export function mustActForStation(caller: Caller, stationId: string, field: string): void {
  if (mayActFor(caller, "stations", stationId)) return;
  throw new UserFailure("NOT_ELIGIBLE", "only the station's own workers may do this for it", field);
}
