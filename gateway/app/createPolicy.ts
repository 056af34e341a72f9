import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import { createGuard } from "../policy/guard/createGuard.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

/** The policy the settings ask for: which rules every operation passes, in this order. */
export function createPolicy(_settings: SettingsOf<typeof gatewaySettings>) {
  const rules: OperationRule[] = [];
  return { guard: createGuard(rules) };
}
