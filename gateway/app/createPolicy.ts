import type { Logger } from "pino";
import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import { recordBreakGlass } from "../policy/audit/recordBreakGlass.ts";
import { auditRule } from "../policy/audit/rule/auditRule.ts";
import { auditSubgraph } from "../policy/audit/view/auditSubgraph.ts";
import { createGuard } from "../policy/guard/createGuard.ts";
import type { OperationRule } from "../policy/guard/OperationRule.ts";
import { inProcessTransport } from "../transport/inProcessTransport.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";
import { openAudit } from "./openAudit.ts";

/**
 * The policy the settings ask for: which rules every operation passes, in this order, and the subgraphs the gateway answers itself.
 * @throws StartError for settings that cannot be kept
 */
export async function createPolicy(settings: SettingsOf<typeof gatewaySettings>, logger: Logger) {
  const audit = await openAudit(settings, logger);
  const rules: OperationRule[] = [
    // First: it sees what was asked, and the answer as it leaves.
    ...(audit ? [auditRule(audit.trail)] : []),
  ];
  return {
    guard: createGuard(rules),
    ownSubgraphs: { audit: audit ? inProcessTransport(auditSubgraph(audit.trail)) : null },
    /** To be called for every emergency access that is granted, before it is. Throws AuditUnavailable. */
    onBreakGlass: audit ? recordBreakGlass(audit.trail) : async () => {},
    close: async () => audit?.close(),
  };
}
