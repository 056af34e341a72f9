import { timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { LRUCache } from "lru-cache";
import type { Caller } from "../caller/Caller.ts";
import { CALLER_HEADER, decodeCaller } from "../caller/callerHeader.ts";
import { createNonceMemory, type NonceMemory } from "./createNonceMemory.ts";
import { parseSignature, type ReceivedSignature } from "./parseSignature.ts";
import { SignatureRefusal } from "./SignatureRefusal.ts";
import { contentDigest, macOf, type SigningKey } from "./SigningKey.ts";
import { baseOf, pathAndQuery } from "./signatureBase.ts";
import { VALIDITY_SECONDS } from "./validity.ts";

/** What is verified of a request before its body is read. */
export type SignedRequest = Pick<IncomingMessage, "method" | "url" | "headers">;

/** Looks at the body of a request whose signature is good, and says on whose behalf it was sent; throws SignatureRefusal. */
export type BodyCheck = (body: Uint8Array) => Caller;

/**
 * Verifies the signature of a request from its head alone, so that nobody else's body is even read.
 * @throws SignatureRefusal saying in general terms what is wrong
 */
export type Verifier = (request: SignedRequest) => BodyCheck;

export interface VerifierOptions {
  /** Every key that is accepted: two while one replaces the other. */
  keys: readonly SigningKey[];
  /** Milliseconds since the epoch. @default Date.now */
  now?: () => number;
  /** @default a memory of this process */
  nonces?: NonceMemory;
}

const REMEMBERED_CALLERS = 1_000;

/** The other end of `createSigner`: accepts what one of the keys signed for this very request, lately, and once. */
export function createVerifier({
  keys,
  now = Date.now,
  nonces = createNonceMemory({ now: () => secondOf(now()) }),
}: VerifierOptions): Verifier {
  const keyById = new Map(keys.map((key) => [key.id, key]));
  const callers = new LRUCache<string, Caller>({ max: REMEMBERED_CALLERS });

  const callerOf = (text: string): Caller => {
    const known = callers.get(text);
    if (known) return known;
    const caller = decodedCaller(text);
    callers.set(text, caller);
    return caller;
  };

  /** The last second in which this signature is good. */
  const goodUntil = ({ created, expires }: ReceivedSignature): number => {
    const second = secondOf(now());
    const until = Math.min(expires, created + VALIDITY_SECONDS);
    if (created > second + VALIDITY_SECONDS || until < second) throw new SignatureRefusal("stale");
    return until;
  };

  return ({ method = "", url = "", headers }) => {
    const received = parseSignature(headers);
    const digest = headers["content-digest"];
    const whose = headers[CALLER_HEADER];
    const contentType = headers["content-type"];
    if (typeof digest !== "string" || typeof whose !== "string" || contentType === undefined)
      throw new SignatureRefusal("malformed");
    const key = keyById.get(received.keyid);
    if (!key) throw new SignatureRefusal("unknownKey");
    const message = {
      "@method": method,
      ...pathAndQuery(url),
      "content-type": contentType,
      "content-digest": digest,
      [CALLER_HEADER]: whose,
    } as const;
    const isOurs = timingSafeEqual(macOf(key, baseOf(message, received.params)).digest(), received.mac);
    // A key makes MACs of one algorithm, whatever the signature says (RFC 9421, section 3.2, step 6).
    if (!isOurs || received.algorithm !== key.algorithm) throw new SignatureRefusal("bad");
    const until = goodUntil(received);

    return (body) => {
      if (contentDigest(key.algorithm, body) !== digest) throw new SignatureRefusal("bad");
      // The body may have taken its time: a nonce that was forgotten since would be taken for a new one.
      if (until < secondOf(now())) throw new SignatureRefusal("stale");
      const outcome = nonces.remember(received.nonce, until);
      if (outcome !== "fresh") throw new SignatureRefusal(outcome === "seen" ? "replayed" : "full");
      return callerOf(whose);
    };
  };
}

const secondOf = (milliseconds: number): number => Math.floor(milliseconds / 1_000);

/** Signed but unreadable: a gateway of another version. */
function decodedCaller(text: string): Caller {
  try {
    return decodeCaller(text);
  } catch {
    throw new SignatureRefusal("malformed");
  }
}
