import type { SigningKey } from "./SigningKey.ts";

/** The live keys by subgraph, of each the one that signs first. */
export type SigningKeys = ReadonlyMap<string, readonly SigningKey[]>;

/**
 * No two keys may have the same id or secret: whoever knows one subgraph's key must not be able to speak to another.
 * @throws Error naming the ids
 */
export function assertDistinct(keys: SigningKeys): void {
  const all = [...keys.values()].flat();
  for (const [at, key] of all.entries()) {
    const twin = all.slice(0, at).find((other) => other.id === key.id || other.secret.equals(key.secret));
    if (twin?.id === key.id) throw new Error(`the key id "${key.id}" is given twice`);
    if (twin)
      throw new Error(`the keys "${twin.id}" and "${key.id}" have the same secret: give each its own`);
  }
}
