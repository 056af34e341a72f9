import type { BreakGlassEvent } from "../identity/createBreakGlass.ts";
import type { AuditTrail } from "./trail/AuditTrail.ts";

/** Longest reason kept. */
const MAX_REASON = 1_000;

/**
 * Makes the function that puts emergency grants on record. To be awaited before the grant is given: one that cannot be
 * recorded must not be.
 */
export const recordBreakGlass =
  (trail: AuditTrail) =>
  /** @throws AuditUnavailable when it cannot be recorded */
  ({ principal, agency, unit, reason, grantId, expiresAt }: BreakGlassEvent): Promise<void> =>
    trail.append({
      kind: "breakGlass",
      principal,
      agency,
      unit,
      purpose: "emergency",
      breakGlass: true,
      reason: reason.slice(0, MAX_REASON),
      grant: grantId,
      expiresAt: new Date(expiresAt).toISOString(),
    });
