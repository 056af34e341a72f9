import type { Logger } from "pino";
import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import { createGuard } from "../policy/guard/createGuard.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import { createMaskingRule } from "../policy/masking/createMaskingRule.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

/** The policy the settings ask for: which rules every operation passes, in this order. */
export function createPolicy(_settings: SettingsOf<typeof gatewaySettings>, { logger }: { logger: Logger }) {
  const rules: OperationRule[] = [
    createMaskingRule({
      onWithheld: (withheld) =>
        logger.error(withheld, "a subgraph sent personal data unmasked; it was held back"),
    }),
  ];
  return { guard: createGuard(rules) };
}
