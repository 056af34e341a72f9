import { randomBytes } from "node:crypto";
import { createSigningKey } from "../signing/createSigningKey.ts";
import type { SigningAlgorithm } from "../signing/SigningKey.ts";

/** A fresh secret as it is written down. */
export const newSecret = (bytes = 32): string => randomBytes(bytes).toString("base64url");

/** A fresh key for tests. */
export const newSigningKey = (id: string, algorithm: SigningAlgorithm = "hmac-sha256") =>
  createSigningKey({ id, algorithm, secret: newSecret() });
