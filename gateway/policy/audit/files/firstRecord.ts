import type { AuditRecord } from "../AuditRecord.ts";
import { openRecord } from "../chain/sealRecord.ts";
import { readLines } from "./readLines.ts";

/** The first record of a segment; nothing where it has none that is whole. */
export async function firstRecord(file: string): Promise<AuditRecord | undefined> {
  for await (const { bytes, ended } of readLines(file)) {
    const record = ended ? openRecord(bytes) : { wrong: "is torn" };
    return "wrong" in record ? undefined : record;
  }
  return undefined;
}
