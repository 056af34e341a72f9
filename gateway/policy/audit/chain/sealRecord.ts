import { isUtf8 } from "node:buffer";
import { hash } from "node:crypto";
import type { AuditRecord, RecordBody, RecordFrame } from "../AuditRecord.ts";
import { canonicalJson } from "./canonicalJson.ts";

/** SHA-256 (FIPS 180-4) or SM3 (GB/T 32905-2016); a chain may go over from one to the other. */
export const HASH_ALGORITHMS = ["sha256", "sm3"] as const;

export type HashAlgorithm = (typeof HASH_ALGORITHMS)[number];

/** What the first record of a trail names as its previous hash. */
export const NO_PREVIOUS = "none";

/** A record as it is written, with its line's end. */
export interface SealedRecord {
  line: string;
  hash: string;
}

/**
 * Writes a record as one line: canonical JSON, with `hash` as its last member. The hash is over the canonical JSON without it,
 * `previous` included: no byte of a line can change without its hash, and no line can go without the next one's `previous`.
 */
export function sealRecord(
  body: RecordBody,
  frame: Omit<RecordFrame, "hash">,
  algorithm: HashAlgorithm,
): SealedRecord {
  // Not by spreading: with that many members it takes many times as long.
  const text = canonicalJson(Object.assign({}, frame, body));
  const own = `${algorithm}:${hash(algorithm, text)}`;
  return { line: `${text.slice(0, -1)},"hash":"${own}"}\n`, hash: own };
}

const HASH_MEMBER = /^,"hash":"(sha256|sm3):([0-9a-f]{64})"\}$/;
/** Characters of that member besides the algorithm's name. */
const HASH_MEMBER_LENGTH = 76;

/**
 * Reads a line back, without its end.
 * @returns why it is no record, or no longer the one that was written
 */
export function openRecord(bytes: Buffer): AuditRecord | { wrong: string } {
  // Other bytes would all be read as one and the same character.
  if (!isUtf8(bytes)) return { wrong: "was altered: it is not UTF-8" };
  const line = bytes.toString();
  const [at, match] = hashMember(line);
  if (!match) return { wrong: "is not a record: it does not end with a hash" };
  const [, algorithm = "", digest] = match;
  if (hash(algorithm, `${line.slice(0, at)}}`) !== digest)
    return { wrong: "was altered: its hash does not fit" };
  try {
    return JSON.parse(line) as AuditRecord;
  } catch {
    return { wrong: "is not JSON" };
  }
}

function hashMember(line: string): [at: number, match: RegExpExecArray | null] {
  for (const { length } of HASH_ALGORITHMS) {
    const at = line.length - HASH_MEMBER_LENGTH - length;
    const match = at > 0 ? HASH_MEMBER.exec(line.slice(at)) : null;
    if (match) return [at, match];
  }
  return [0, null];
}
