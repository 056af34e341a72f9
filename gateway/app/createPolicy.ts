import { randomBytes } from "node:crypto";
import type { Logger } from "pino";
import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import type { Metrics } from "../observability/metrics/createMetrics.ts";
import type { AppliedDirective } from "../planner/describeDirectives.ts";
import { RefusedSupergraph } from "../planner/RefusedSupergraph.ts";
import { createAccessRule } from "../policy/access/createAccessRule.ts";
import { createIntrospectionRule } from "../policy/access/createIntrospectionRule.ts";
import { checkSupergraph } from "../policy/guard/checkSupergraph.ts";
import { createGuard } from "../policy/guard/createGuard.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import {
  type BreakGlass,
  type BreakGlassEvent,
  createBreakGlass,
} from "../policy/identity/createBreakGlass.ts";
import { createIdentity } from "../policy/identity/createIdentity.ts";
import { createSignIn } from "../policy/identity/createSignIn.ts";
import { createMaskingRule } from "../policy/masking/createMaskingRule.ts";
import { createLimits } from "./createLimits.ts";
import { credentialsOf, developmentIssuerOf } from "./credentialsOf.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

type Settings = SettingsOf<typeof gatewaySettings>;

/**
 * The policy the settings ask for: who asks, and which rules every operation passes, in this order.
 * @throws StartError when the settings are not enough, or do not go together
 */
export function createPolicy(
  settings: Settings,
  { logger, metrics }: { logger: Logger; metrics: Metrics | null },
) {
  const introspection = introspectionOf(settings);
  const limits = createLimits(settings, { logger, metrics });
  const rules: OperationRule[] = [
    // First: what it takes out, no other rule has to think of; what it puts back, none of them sees.
    createAccessRule({ mode: settings.ACCESS_MODE }),
    createIntrospectionRule(introspection),
    ...limits.rules,
    createMaskingRule({
      onWithheld: (withheld) =>
        logger.error(withheld, "a subgraph sent personal data unmasked; it was held back"),
    }),
  ];
  const issuer = developmentIssuerOf(settings);
  const signIn = issuer && createSignIn(issuer);
  const breakGlass = breakGlassOf(settings, (event) => alert(event, logger, metrics));
  return {
    guard: createGuard(rules),
    /** @throws RefusedSupergraph when its directives ask for what no rule enforces */
    accept(directives: readonly AppliedDirective[]): void {
      const reason = checkSupergraph(rules, directives);
      if (reason) throw new RefusedSupergraph(reason);
    },
    signIn,
    /** What the front door does for it. */
    front: {
      ...limits.front,
      identify: createIdentity({
        ...credentialsOf(settings, { issuer, logger }),
        ...(breakGlass ? { grant: breakGlass.check } : {}),
      }),
      ...(breakGlass ? { breakGlass } : {}),
      ...(signIn ? { signIn } : {}),
      hideSchemaDetails: introspection !== "on",
    },
    /** What a document may hold. */
    documents: limits.documents,
    close: limits.close,
  };
}

function introspectionOf({ INTROSPECTION, MODE }: Settings): "on" | "off" | "scope" {
  if (INTROSPECTION !== "auto") return INTROSPECTION;
  return MODE === "production" ? "scope" : "on";
}

function breakGlassOf(
  { MODE, BREAK_GLASS_KEY, BREAK_GLASS_MINUTES }: Settings,
  onBreakGlass: (event: BreakGlassEvent) => void,
): BreakGlass | undefined {
  const key = BREAK_GLASS_KEY ?? (MODE === "production" ? undefined : randomBytes(32));
  if (key === undefined) return undefined;
  return createBreakGlass({ key: Buffer.from(key), lifeMs: BREAK_GLASS_MINUTES * 60_000, onBreakGlass });
}

/** Wakes whoever is on duty. Their reason is for the audit trail, not for a log. */
function alert(event: BreakGlassEvent, logger: Logger, metrics: Metrics | null): void {
  const { reason: _, ...known } = event;
  metrics?.onBreakGlass();
  logger.warn(known, "emergency access was given");
}
