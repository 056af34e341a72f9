import type { Logger } from "pino";
import type { SettingsOf } from "../../subgraphs/kit/server/settings.ts";
import type { AuditTrail } from "../policy/audit/trail/AuditTrail.ts";
import { keepAnchors } from "../policy/audit/trail/keepAnchors.ts";
import { openTrail } from "../policy/audit/trail/openTrail.ts";
import { takeMessages } from "../policy/audit/trail/takeMessages.ts";
import { auditDirectory, checkAuditSettings } from "./auditSettings.ts";
import type { gatewaySettings } from "./gatewaySettings.ts";

/** The trail a gateway writes. */
export interface OpenAudit {
  trail: AuditTrail;
  close(): Promise<void>;
}

/**
 * Opens the audit trail the settings ask for.
 * @returns `null` where they turn it off
 * @throws StartError when it cannot be written, has another writer, was altered, or is set in a way production does not allow
 */
export async function openAudit(
  settings: SettingsOf<typeof gatewaySettings>,
  logger: Logger,
): Promise<OpenAudit | null> {
  checkAuditSettings(settings);
  if (settings.AUDIT === "off") return null;
  const onProblem = (message: string, cause?: unknown) => logger.error({ err: cause }, message);
  const { trail, close } = await openTrail({
    directory: auditDirectory(settings),
    algorithm: settings.AUDIT_HASH,
    retentionDays: settings.AUDIT_RETENTION_DAYS,
    maxSegmentBytes: settings.AUDIT_SEGMENT_MB * 2 ** 20,
    onProblem,
  });
  const stopTaking = takeMessages(trail, { onProblem });
  const stopAnchoring = keepAnchors(trail, {
    ...(settings.AUDIT_ANCHOR_FILE ? { file: settings.AUDIT_ANCHOR_FILE } : {}),
    onAnchor: (head) => logger.info({ audit: head }, "the audit trail's head"),
    onProblem,
  });
  return {
    trail,
    async close() {
      await stopTaking();
      await close();
      await stopAnchoring();
    },
  };
}
