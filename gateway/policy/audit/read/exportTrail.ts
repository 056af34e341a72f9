import { once } from "node:events";
import type { Writable } from "node:stream";
import type { AuditRecord } from "../AuditRecord.ts";
import type { RecordFilter } from "./RecordFilter.ts";
import { readForward } from "./readForward.ts";

/** JSON Lines as they are kept, or a table (RFC 4180). */
export type ExportFormat = "jsonl" | "csv";

export interface ExportOptions {
  filter: RecordFilter;
  format: ExportFormat;
  to: Writable;
  /** Told now and then how many records were written. */
  onProgress?: (records: number) => void;
}

const COLUMNS = [
  "sequence",
  "time",
  "kind",
  "principal",
  "agency",
  "unit",
  "purpose",
  "breakGlass",
  "operation",
  "operationHash",
  "requestId",
  "traceId",
  "subjects",
  "fields",
  "reason",
  "gateway",
  "hash",
] as const;

/**
 * Writes the records that match, oldest first, in constant memory.
 * @returns how many were written, and how many lines are no records any more
 */
export async function exportTrail(
  directory: string,
  { filter, format, to, onProgress = () => {} }: ExportOptions,
): Promise<{ records: number; broken: number }> {
  const counts = { records: 0, broken: 0 };
  const write = async (text: string): Promise<void> => {
    if (!to.write(text)) await once(to, "drain");
  };
  if (format === "csv") await write(`${COLUMNS.join(",")}\r\n`);
  for await (const { record, line } of readForward(directory, filter)) {
    if (record === null) {
      counts.broken += 1;
      continue;
    }
    counts.records += 1;
    if (counts.records % 10_000 === 0) onProgress(counts.records);
    await write(format === "csv" ? row(record) : `${line}\n`);
  }
  return counts;
}

function row(record: AuditRecord): string {
  const members: Record<string, unknown> = { ...record };
  if (record.kind === "access") {
    const shown = record.fields.map(
      ({ coordinate, outcome, subjects }) => `${coordinate} ${outcome} ${subjects}`,
    );
    members.fields = shown.join("; ");
  }
  return `${COLUMNS.map((name) => cell(members[name])).join(",")}\r\n`;
}

function cell(value: unknown): string {
  const text = value === null || value === undefined ? "" : String(value);
  // Spreadsheets would take these for formulas.
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
