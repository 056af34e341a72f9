import type { Logger } from "pino";
import { type SettingsOf, StartError } from "../../subgraphs/kit/server/settings.ts";
import type { Metrics } from "../observability/metrics/createMetrics.ts";
import { parseCostBudgets } from "../policy/cost/costBudgets.ts";
import { costRule } from "../policy/cost/costRule.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import { createRequestLimiter } from "../policy/limits/createRequestLimiter.ts";
import { parseDocumentLimits } from "../policy/limits/parseDocumentLimits.ts";
import { parseRateLimits } from "../policy/limits/rateLimits.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";
import { openSafelist } from "./openSafelist.ts";

type Settings = SettingsOf<typeof gatewaySettings>;

/**
 * The limits the settings ask for: rules for the guard, and what the front door holds requests to.
 * @throws StartError that names the setting and says what is allowed
 */
export function createLimits(
  settings: Settings,
  { metrics, logger }: { metrics: Metrics | null; logger: Logger },
) {
  const { COST_MODE: mode, SAFELIST, SAFELIST_FILE: file } = settings;
  const budgets = reading("COST_BUDGETS", () => parseCostBudgets(settings.COST_BUDGETS));
  const documents = reading("OPERATION_LIMITS", () => parseDocumentLimits(settings.OPERATION_LIMITS));
  const rates = reading("RATE_LIMITS", () => parseRateLimits(settings.RATE_LIMITS, settings.MODE));
  const rules: OperationRule[] = [];
  if (mode !== "off") {
    rules.push(
      costRule({ mode, budgets, onEstimate: (estimated, isOver) => metrics?.onCost(estimated, isOver) }),
    );
  }
  const published =
    SAFELIST === "off"
      ? undefined
      : openSafelist({ mode: SAFELIST, file, logger, onUnpublished: () => metrics?.onUnpublished() });
  return {
    rules,
    documents,
    front: {
      trustedProxies: settings.TRUST_PROXY === "off" ? 0 : Number(settings.TRUST_PROXY),
      ...(rates ? { limiter: createRequestLimiter(rates) } : {}),
      ...(published ? { safelist: published.safelist } : {}),
    },
    close: async () => published?.close(),
  };
}

function reading<T>(key: keyof Settings, read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw new StartError(`${key}: ${(error as Error).message}`);
  }
}
