import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import type { NamedPolicies } from "./NamedPolicies.ts";

/** Why a supergraph's access directives cannot be enforced as they stand; `undefined` when they can. */
export function whyUnenforceable(
  directives: readonly AppliedDirective[],
  policies: NamedPolicies,
): string | undefined {
  for (const { coordinate, name, args } of directives) {
    const lists = name === "requiresScopes" ? args.scopes : name === "policy" ? args.policies : undefined;
    if (lists === undefined) continue;
    if (!Array.isArray(lists) || lists.length === 0)
      return `@${name} on ${coordinate} names nothing that would open it`;
    const unknown = name === "policy" && lists.flat().find((one) => !Object.hasOwn(policies, String(one)));
    if (unknown)
      return `@policy on ${coordinate} names a policy "${unknown}" that nobody implements; there are ${Object.keys(policies).join(", ")}`;
  }
  return undefined;
}
