import type { AppliedDirective } from "../../planner/describeDirectives.ts";
import type { OperationRule } from "./OperationRule.ts";

/** Directives that close something: a supergraph that has one is served only where a rule enforces it. */
const ENFORCED = { authenticated: "access", requiresScopes: "access", policy: "access" } as const;

/** Why a supergraph may not be served under these rules; `undefined` when it may. */
export function checkSupergraph(
  rules: readonly OperationRule[],
  directives: readonly AppliedDirective[],
): string | undefined {
  const names = new Set(rules.map(({ name }) => name));
  for (const { coordinate, name } of directives) {
    const needed = Object.hasOwn(ENFORCED, name) && ENFORCED[name as keyof typeof ENFORCED];
    if (needed && !names.has(needed)) return `@${name} on ${coordinate} would not be enforced`;
  }
  for (const rule of rules) {
    const reason = rule.refuse?.(directives);
    if (reason) return reason;
  }
  return undefined;
}
