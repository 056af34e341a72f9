import { type Caller, VISITOR } from "../../../subgraphs/kit/caller/Caller.ts";
import type { AccessRule } from "../PolicyIndex.ts";
import type { NamedPolicies } from "./NamedPolicies.ts";

/** What of an access rule a caller does not meet. */
export interface Unmet {
  /** Whether only signing in is missing, or signing in too. */
  signIn: boolean;
  /** In a list of lists any inner list would do, whole; empty where scopes are not what is missing. */
  scopes: AccessRule["scopes"];
  policies: AccessRule["policies"];
}

/** What the caller lacks for a rule; `undefined` when they meet it. A policy nobody implements is met by nobody. */
export function unmet(
  { authenticated, scopes, policies }: AccessRule,
  caller: Caller,
  named: NamedPolicies,
): Unmet | undefined {
  const isVisitor = caller.principal === VISITOR.principal;
  const held: readonly string[] = caller.scopes;
  const missing: Unmet = {
    signIn: isVisitor,
    scopes: isMet(scopes, (scope) => held.includes(scope)) ? [] : scopes,
    policies: isMet(policies, (name) => Object.hasOwn(named, name) && named[name]?.(caller) === true)
      ? []
      : policies,
  };
  const isOpen =
    !(authenticated && isVisitor) && missing.scopes.length === 0 && missing.policies.length === 0;
  return isOpen ? undefined : missing;
}

const isMet = (alternatives: readonly (readonly string[])[], holds: (name: string) => boolean): boolean =>
  alternatives.length === 0 || alternatives.some((all) => all.every(holds));
