import { join } from "node:path";
import { z } from "zod";
import {
  type SettingsOf,
  type SettingsTable,
  StartError,
  wholeNumber,
} from "../../subgraphs/kit/server/settings.ts";
import { HASH_ALGORITHMS } from "../policy/audit/chain/sealRecord.ts";

/** Six months, in days at the longest (Cybersecurity Law of the PRC, article 21 (3)). */
const SIX_MONTHS = 184;

/** Settings of the audit trail. */
export const auditSettings = {
  AUDIT: {
    meaning: "record every access to classified data: on, off (off is refused in production)",
    schema: z.enum(["on", "off"], "must be on or off").default("on"),
    shownDefault: "on",
  },
  AUDIT_DIR: {
    meaning: "directory of the audit trail; each gateway needs its own",
    schema: z.string().optional(),
    shownDefault: "DATA_DIR/gateway/audit",
  },
  AUDIT_RETENTION_DAYS: {
    meaning: "days after which audit records are removed; in production at least 184 (six months)",
    schema: wholeNumber(1, 36_500).prefault("185"),
    shownDefault: "185",
  },
  AUDIT_SEGMENT_MB: {
    meaning: "size at which the audit trail begins a new file, in MiB; it does so every day as well",
    schema: wholeNumber(1, 4_096).prefault("64"),
    shownDefault: "64",
  },
  AUDIT_HASH: {
    meaning: "hash that chains audit records: sha256, sm3",
    schema: z.enum(HASH_ALGORITHMS, "must be sha256 or sm3").default("sha256"),
    shownDefault: "sha256",
  },
  AUDIT_ANCHOR_FILE: {
    meaning:
      "file outside the trail to which its newest hash is appended every minute, for audit verify --anchors",
    schema: z.string().optional(),
    shownDefault: "(none)",
  },
} satisfies SettingsTable;

/** Where the trail of these settings is. */
export const auditDirectory = ({
  AUDIT_DIR,
  DATA_DIR,
}: {
  AUDIT_DIR?: string | undefined;
  DATA_DIR: string;
}): string => AUDIT_DIR ?? join(DATA_DIR, "gateway", "audit");

/** @throws StartError for what may not be in production */
export function checkAuditSettings({
  MODE,
  AUDIT,
  AUDIT_RETENTION_DAYS,
}: SettingsOf<typeof auditSettings> & { MODE: string }): void {
  if (MODE !== "production") return;
  if (AUDIT === "off")
    throw new StartError("AUDIT may not be off in production: accesses to personal data must be recorded");
  if (AUDIT_RETENTION_DAYS < SIX_MONTHS) {
    throw new StartError(
      `AUDIT_RETENTION_DAYS must be at least ${SIX_MONTHS} in production (six months: Cybersecurity Law, article 21), not "${AUDIT_RETENTION_DAYS}"`,
    );
  }
}
