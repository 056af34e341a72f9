import type { Logger } from "pino";
import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import type { Metrics } from "../observability/metrics/createMetrics.ts";
import { createGuard } from "../policy/guard/createGuard.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import { createMaskingRule } from "../policy/masking/createMaskingRule.ts";
import { createLimits } from "./createLimits.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

/**
 * The policy the settings ask for: which rules every operation passes, in this order, and what the front door is held to.
 * @throws StartError for a setting that makes no sense
 */
export function createPolicy(
  settings: SettingsOf<typeof gatewaySettings>,
  watched: { metrics: Metrics | null; logger: Logger },
) {
  const { logger } = watched;
  const limits = createLimits(settings, watched);
  const masking = createMaskingRule({
    onWithheld: (withheld) =>
      logger.error(withheld, "a subgraph sent personal data unmasked; it was held back"),
  });
  const rules: OperationRule[] = [...limits.rules, masking];
  return { guard: createGuard(rules), limits, close: limits.close };
}
