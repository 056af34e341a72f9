import type { IncomingHttpHeaders } from "node:http";
import { SignatureRefusal } from "./SignatureRefusal.ts";
import { isSigningAlgorithm, type SigningAlgorithm } from "./SigningKey.ts";
import { COVERED_LIST } from "./signatureBase.ts";

/** A signature as it came with a request. */
export interface ReceivedSignature {
  /** The covered components with their parameters, as they were sent: part of what was signed. */
  params: string;
  /** When it was made and when it ends, in seconds since the epoch. */
  created: number;
  expires: number;
  nonce: string;
  keyid: string;
  algorithm: SigningAlgorithm;
  mac: Buffer;
}

/** A dictionary of one member: an inner list with string and integer parameters (RFC 8941, sections 3.1.1, 3.1.2 and 3.2). */
const INPUT =
  /^([a-z*][a-z0-9_.*-]*)=(\([^()]*\))((?:;[a-z]+=(?:"[\x20\x21\x23-\x5b\x5d-\x7e]*"|\d{1,15}))*)$/;
const PARAMETER = /;([a-z]+)=(?:"([^"]*)"|(\d+))/g;
/** A dictionary of one member: a byte sequence as long as our MACs (RFC 8941, section 3.3.5). */
const SIGNATURE = /^([a-z*][a-z0-9_.*-]*)=:([A-Za-z0-9+/]{43}=):$/;
const NONCE = /^[\x21-\x7e]{16,64}$/;

const parameterKind = { created: 3, expires: 3, nonce: 2, keyid: 2, alg: 2 } as const;

/**
 * Reads `Signature-Input` and `Signature` (RFC 9421, section 4). Stricter than the RFC, because there is one kind of signer: exactly
 * one signature, over exactly our components, with exactly our parameters, each once.
 * @throws SignatureRefusal `unsigned` or `malformed`
 */
export function parseSignature(headers: IncomingHttpHeaders): ReceivedSignature {
  const input = headers["signature-input"];
  const signature = headers.signature;
  if (input === undefined || signature === undefined) throw new SignatureRefusal("unsigned");
  const [, inputLabel, list, parameters = ""] = INPUT.exec(String(input)) ?? [];
  const [, label, mac = ""] = SIGNATURE.exec(String(signature)) ?? [];
  if (label === undefined || label !== inputLabel || list !== COVERED_LIST) throw malformed();

  const given = new Map<string, string>();
  for (const match of parameters.matchAll(PARAMETER)) {
    const [, name = ""] = match;
    const kind = Object.hasOwn(parameterKind, name) && parameterKind[name as keyof typeof parameterKind];
    const value = kind ? match[kind] : undefined;
    if (value === undefined || given.has(name)) throw malformed();
    given.set(name, value);
  }
  const [created, expires] = [Number(given.get("created")), Number(given.get("expires"))];
  const { nonce, keyid, alg } = Object.fromEntries(given);
  if (Number.isNaN(created + expires) || keyid === undefined) throw malformed();
  if (nonce === undefined || !NONCE.test(nonce) || alg === undefined || !isSigningAlgorithm(alg))
    throw malformed();
  return {
    params: `${list}${parameters}`,
    created,
    expires,
    nonce,
    keyid,
    algorithm: alg,
    mac: Buffer.from(mac, "base64"),
  };
}

const malformed = () => new SignatureRefusal("malformed");
