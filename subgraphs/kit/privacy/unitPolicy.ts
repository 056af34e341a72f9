import { type Agency, type Caller, hasScope } from "../caller/Caller.ts";
import { isEmergency } from "./mayBeClear.ts";

/** The units of an agency whose records a caller may read: all, or the one they work for, or none (`null`). */
export type ReadableUnits = "all" | { unit: string } | null;

/** Reading is limited to one's own unit; `unit:any` and an emergency grant lift that. */
export function readableUnits(caller: Caller, agency: Agency): ReadableUnits {
  if (hasScope(caller, "unit:any") || isEmergency(caller)) return "all";
  return caller.agency === agency && caller.unit !== null ? { unit: caller.unit } : null;
}

/** Acting is for one's own unit; only `unit:any` lifts that: an emergency is for looking. */
export function mayActFor(caller: Caller, agency: Agency, unit: string): boolean {
  return hasScope(caller, "unit:any") || (caller.agency === agency && caller.unit === unit);
}
