import { type Caller, hasScope } from "../caller/Caller.ts";
import { isScope } from "../caller/Scope.ts";
import { type Classification, isSensitive } from "./Classification.ts";

/**
 * Whether a caller may see a classified field unmasked, as far as the schema can tell: with the scope `clear:<agency>` of its
 * owner or of an agency it is shared with, a purpose other than research, and `clear:sensitive` from L4 on; or by an emergency
 * grant. The subgraph that owns the field decides by it (and may be stricter about a single record), the gateway verifies by it.
 */
export function mayBeClear(
  caller: Caller,
  { level, owner, sharedWith = [] }: Pick<Classification, "level" | "owner" | "sharedWith">,
): boolean {
  const { purpose } = caller;
  if (isEmergency(caller)) return true;
  if (purpose === null || purpose === "research" || purpose === "emergency") return false;
  if (isSensitive(level) && !hasScope(caller, "clear:sensitive")) return false;
  return [owner, ...sharedWith].some((agency) => mayClearOf(caller, agency));
}

/** Whether a caller uses an emergency grant; only the gateway hands one out, with a reason on record. */
export const isEmergency = ({ breakGlass, purpose }: Caller): boolean =>
  breakGlass && purpose === "emergency";

function mayClearOf(caller: Caller, agency: string): boolean {
  const scope = `clear:${agency}`;
  return isScope(scope) && hasScope(caller, scope);
}
