import type { Caller } from "../../../subgraphs/kit/caller/Caller.ts";
import type { AuditTrail } from "./trail/AuditTrail.ts";

/** An emergency access that is about to be granted. */
export interface BreakGlassEvent {
  caller: Pick<Caller, "principal" | "agency" | "unit">;
  reason: string;
  /** Id of the grant, where it has one. */
  grant?: string;
  expiresAt?: Date;
}

/** Longest reason kept. */
const MAX_REASON = 1_000;

/**
 * Makes the function that puts emergency grants on record. To be awaited before the grant is given: one that cannot be
 * recorded must not be.
 */
export const recordBreakGlass =
  (trail: AuditTrail) =>
  /** @throws AuditUnavailable when it cannot be recorded */
  ({ caller, reason, grant, expiresAt }: BreakGlassEvent): Promise<void> =>
    trail.append({
      kind: "breakGlass",
      principal: caller.principal,
      agency: caller.agency,
      unit: caller.unit,
      purpose: "emergency",
      breakGlass: true,
      reason: reason.slice(0, MAX_REASON),
      grant: grant ?? null,
      expiresAt: expiresAt?.toISOString() ?? null,
    });
