import { createSigningKey } from "./createSigningKey.ts";
import type { SigningKey } from "./SigningKey.ts";
import type { SigningKeys } from "./SigningKeys.ts";

/**
 * Reads `GATEWAY_SIGNING_KEY`: `name=keyid:secret[:algorithm]`, comma separated, several of a name while keys are replaced.
 * @throws Error saying what is wrong, without repeating it
 */
export function parseKeyList(text: string): SigningKeys {
  const keys = new Map<string, SigningKey[]>();
  for (const item of text.split(",")) {
    const [, name, id, secret, algorithm] = /^\s*([\w-]+)=([^:]+):([^:]+)(?::([^:]+?))?\s*$/.exec(item) ?? [];
    if (!name || !id || !secret)
      throw new Error("must be a list such as hospitals=keyid:secret,talent=keyid:secret");
    const key = createSigningKey({ id, secret, algorithm });
    keys.set(name, [...(keys.get(name) ?? []), key]);
  }
  return keys;
}
