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

/** What each setting says; all throw StartError that names the setting and says what is allowed. */
export const readLimits = {
  budgets: ({ COST_BUDGETS }: Settings) => reading("COST_BUDGETS", () => parseCostBudgets(COST_BUDGETS)),
  documents: ({ OPERATION_LIMITS }: Settings) =>
    reading("OPERATION_LIMITS", () => parseDocumentLimits(OPERATION_LIMITS)),
  rates: ({ RATE_LIMITS, MODE }: Settings) =>
    reading("RATE_LIMITS", () => parseRateLimits(RATE_LIMITS, MODE)),
};

/**
 * The limits the settings ask for: rules for the guard, and what the front door holds requests to.
 * @throws StartError that names the setting and says what is allowed
 */
export function createLimits(
  settings: Settings,
  { metrics, logger }: { metrics: Metrics | null; logger: Logger },
) {
  const { COST_MODE: mode, SAFELIST, SAFELIST_FILE: file } = settings;
  const budgets = readLimits.budgets(settings);
  const documents = readLimits.documents(settings);
  const rates = readLimits.rates(settings);
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
