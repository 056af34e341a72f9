import { type AuditRecord, RECORD_KINDS, type RecordKind } from "../AuditRecord.ts";

/** Members of a record that have a field of their own. */
const OWN_FIELDS = new Set([
  "sequence",
  "time",
  "kind",
  "principal",
  "agency",
  "unit",
  "purpose",
  "breakGlass",
  "reason",
  "operation",
  "operationHash",
  "requestId",
  "traceId",
  "supergraph",
  "subjects",
  "fields",
  "gateway",
  "hash",
  "previous",
]);

const asEnum = (kind: RecordKind): string => kind.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();

const KIND_OF_ENUM = new Map(Object.keys(RECORD_KINDS).map((kind) => [asEnum(kind as RecordKind), kind]));

/** The kind an enum value stands for. */
export const kindOf = (value: string): string | undefined => KIND_OF_ENUM.get(value);

/** Resolvers of `AuditRecord`; the other fields are the record's own members. */
export const describeRecord = {
  kind: ({ kind }: AuditRecord) => asEnum(kind),
  justification: (record: AuditRecord) => (record.kind === "breakGlass" ? record.reason : null),
  fields: (record: AuditRecord) => (record.kind === "access" ? record.fields : []),
  detail(record: AuditRecord): string | null {
    const rest = Object.entries(record).filter(([name]) => !OWN_FIELDS.has(name));
    return rest.length > 0 ? JSON.stringify(Object.fromEntries(rest)) : null;
  },
};
