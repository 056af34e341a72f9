import type { AuditRecord } from "../AuditRecord.ts";

/** Which records are wanted; every condition that is given must hold. */
export interface RecordFilter {
  /** Not before, and not after (ISO 8601, UTC). */
  from?: string | undefined;
  to?: string | undefined;
  principal?: string | undefined;
  /** `Type.field`, as the record names it. */
  coordinate?: string | undefined;
  kind?: string | undefined;
  purpose?: string | undefined;
}

export function matches(record: AuditRecord, filter: RecordFilter): boolean {
  const { from, to, principal, coordinate, kind, purpose } = filter;
  if (from !== undefined && record.time < from) return false;
  if (to !== undefined && record.time > to) return false;
  if (kind !== undefined && record.kind !== kind) return false;
  if (principal !== undefined && !("principal" in record && record.principal === principal)) return false;
  if (purpose !== undefined && !("purpose" in record && record.purpose === purpose)) return false;
  if (coordinate === undefined) return true;
  return record.kind === "access" && record.fields.some((field) => field.coordinate === coordinate);
}
