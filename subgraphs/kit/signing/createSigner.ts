import { randomUUID } from "node:crypto";
import { type Caller, VISITOR } from "../caller/Caller.ts";
import { CALLER_HEADER, encodeCaller } from "../caller/callerHeader.ts";
import { contentDigest, macOf, type SigningKey } from "./SigningKey.ts";
import { baseOf, COVERED_LIST, pathAndQuery } from "./signatureBase.ts";
import { VALIDITY_SECONDS } from "./validity.ts";

/** Makes the headers that sign one request: names and values in turn. */
export type Signer = (body: Uint8Array, caller?: Caller) => string[];

export interface SignerOptions {
  key: SigningKey;
  /** Path and query of the endpoint, as they go over the wire. */
  target: string;
  contentType: string;
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
}

/**
 * Signs POST requests to one endpoint (RFC 9421, RFC 9530): caller, body, path and moment, each with a nonce of its own. So
 * every attempt is signed anew: a signature counts once.
 */
export function createSigner({ key, target, contentType, now = Date.now }: SignerOptions): Signer {
  const fixed = { "@method": "POST", ...pathAndQuery(target), "content-type": contentType } as const;
  const suffix = `;keyid="${key.id}";alg="${key.algorithm}"`;

  return (body, caller = VISITOR) => {
    const created = Math.floor(now() / 1_000);
    const params = `${COVERED_LIST};created=${created};expires=${created + VALIDITY_SECONDS};nonce="${randomUUID()}"${suffix}`;
    const digest = contentDigest(key.algorithm, body);
    const whose = encodeCaller(caller);
    const base = baseOf({ ...fixed, "content-digest": digest, [CALLER_HEADER]: whose }, params);
    return [
      CALLER_HEADER,
      whose,
      "content-digest",
      digest,
      "signature-input",
      `gateway=${params}`,
      "signature",
      `gateway=:${macOf(key, base).digest("base64")}:`,
    ];
  };
}
