import type { Purpose } from "../../../subgraphs/kit/caller/Purpose.ts";

/**
 * What became of the values at a coordinate: given clear; given masked; held back by the gateway because they came unmasked;
 * not given because the caller may not read the field; or there was nothing (`null`, no such object).
 */
export type Outcome = "clear" | "masked" | "withheld" | "denied" | "empty";

/** One classified field of an access. No values, ever. */
export interface AccessedField {
  category: string;
  coordinate: string;
  level: string;
  outcome: Outcome;
  /** Distinct objects of the answer whose value had this outcome. */
  subjects: number;
}

/** On whose behalf something was done. */
export interface RecordedCaller {
  principal: string;
  agency: string | null;
  unit: string | null;
  purpose: Purpose | null;
  breakGlass: boolean;
}

/** By what a record is found again in logs and traces. */
export interface RecordedRequest {
  /** Name of the operation, where it has one. */
  operation: string | null;
  /** SHA-256 of the document's text. */
  operationHash: string;
  requestId: string | null;
  traceId: string | null;
  /** SHA-256 of the supergraph it ran on. */
  supergraph: string | null;
}

/** Somebody asked for classified data through the graph. */
export interface AccessRecord extends RecordedCaller, RecordedRequest {
  kind: "access";
  fields: readonly AccessedField[];
  /** Distinct objects of the answer of which any classified field was given, clear or masked. */
  subjects: number;
  /** The client had gone before its answer was sent; the data had been fetched for it. */
  clientGone: boolean;
}

/** An emergency access was granted. */
export interface BreakGlassRecord extends RecordedCaller {
  kind: "breakGlass";
  /** As given by who asked. */
  reason: string;
  /** Which grant, and until when (ISO 8601). */
  grant: string | null;
  expiresAt: string | null;
}

/** An auditor read the trail through the graph. */
export interface ReadRecord extends RecordedCaller, RecordedRequest {
  kind: "read";
  /** Root fields asked for, with what they were asked, values of variables included; a long question takes several records. */
  asked: string;
  outcome: "given" | "denied" | "failed";
}

/** An auditor exported the trail by the command. */
export interface ExportRecord {
  kind: "export";
  /** `os:<user>` of the machine. */
  principal: string;
  /** Filter and format. */
  asked: string;
}

/** An auditor had the trail checked by the command. */
export interface VerifyRecord {
  kind: "verify";
  principal: string;
  /** Whether nothing was wrong. */
  whole: boolean;
  /** How many records were checked, and the last one's hash. */
  records: number;
  head: string;
}

/** A gateway began to write. */
export interface StartRecord {
  kind: "start";
  host: string;
  pid: number;
  /** Whether the writer before it ended in order (or there was none). */
  afterStop: boolean;
}

/** A gateway ended in order. */
export interface StopRecord {
  kind: "stop";
}

/** A crash had left part of a record that was never acknowledged; it was cut off. */
export interface RepairRecord {
  kind: "repair";
  file: string;
  bytes: number;
  /** SHA-256 of what was cut off, hexadecimal. */
  discarded: string;
}

/** The trail could not be written for a while; accesses were refused, not lost. */
export interface RecoveryRecord {
  kind: "recovery";
  /** ISO 8601. */
  failedSince: string;
  refused: number;
}

/** A new segment was begun; this is its first record. */
export interface RotationRecord {
  kind: "rotation";
  /** The segment closed. */
  closed: string;
  /** When the trail was last found whole, carried on from segment to segment. */
  verifiedAt: string | null;
}

/** Segments were removed after their retention: what `verify` needs to know that nothing else is missing. */
export interface RemovalRecord {
  kind: "removal";
  segments: readonly { file: string; lastSequence: number; lastHash: string }[];
}

export type RecordBody =
  | AccessRecord
  | BreakGlassRecord
  | ReadRecord
  | ExportRecord
  | VerifyRecord
  | StartRecord
  | StopRecord
  | RepairRecord
  | RecoveryRecord
  | RotationRecord
  | RemovalRecord;

export type RecordKind = RecordBody["kind"];

/** Every kind of record, and what it says: a closed list. */
export const RECORD_KINDS: Readonly<Record<RecordKind, string>> = {
  access: "访问分级字段 | classified data was asked for",
  breakGlass: "授予紧急访问 | an emergency access was granted",
  read: "经图查看审计记录 | the trail was read through the graph",
  export: "导出审计记录 | the trail was exported",
  verify: "核验审计记录 | the trail was verified",
  start: "网关开始记录 | a gateway began to write",
  stop: "网关正常结束 | a gateway ended in order",
  repair: "封存崩溃残留 | what a crash left was cut off",
  recovery: "恢复写入 | writing was possible again",
  rotation: "换新文件 | a new segment was begun",
  removal: "到期删除 | segments were removed after their retention",
};

/** What every record has besides its body. */
export interface RecordFrame {
  /** Consecutive, from 1. */
  sequence: number;
  /** ISO 8601, UTC. */
  time: string;
  /** Which gateway wrote it: a new id for every start. */
  gateway: string;
  /** Hash of the record before; of the first one `none`. */
  previous: string;
  /** Hash of this record without this member, `<algorithm>:<hexadecimal>`. */
  hash: string;
}

export type AuditRecord = RecordFrame & RecordBody;
