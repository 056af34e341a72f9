import { resolve, sep } from "node:path";
import { auditDirectory } from "../auditSettings.ts";
import { textOf } from "./DoctorFacts.ts";
import { type Check, type Finding, ok, unsafe, warning } from "./Finding.ts";

/** Whether looks at personal data are on record, and whether the record's end could be cut off unseen. */
export const checkAudit: Check = (facts): Finding[] => {
  if (facts.program === "subgraph") return [];
  if (textOf(facts, "AUDIT") === "off")
    return [unsafe(facts, "audit", "nobody records who looks at personal data", "set AUDIT=on")];
  if (facts.settings.AUDIT_ANCHOR_FILE === undefined)
    return [
      warning(
        "audit-anchor",
        "who can write the audit trail can cut off its end unseen",
        "set AUDIT_ANCHOR_FILE to a file on other storage, and audit verify --anchors",
      ),
    ];
  const anchors = resolve(textOf(facts, "AUDIT_ANCHOR_FILE"));
  const trail = resolve(
    auditDirectory({
      DATA_DIR: textOf(facts, "DATA_DIR"),
      AUDIT_DIR: textOf(facts, "AUDIT_DIR") || undefined,
    }),
  );
  if (anchors.startsWith(trail + sep))
    return [
      warning(
        "audit-anchor",
        "AUDIT_ANCHOR_FILE lies in the directory of the trail: who can cut the one can cut the other",
        "set AUDIT_ANCHOR_FILE to a file on other storage",
      ),
    ];
  return [ok("audit", "looks at personal data are on record, and anchored outside the trail")];
};
