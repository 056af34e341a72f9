import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { createSigningKey, type WrittenKey } from "./createSigningKey.ts";
import type { SigningKeys } from "./SigningKeys.ts";

/** A key file's content: the live keys of each subgraph, the one that signs first. */
export type WrittenKeys = Record<string, WrittenKey[]>;

const schema = z.record(
  z.string().regex(/^[\w-]+$/),
  z
    .array(z.strictObject({ id: z.string(), secret: z.string(), algorithm: z.string().optional() }))
    .min(1)
    .max(8),
);

/** @throws Error saying what is wrong with the file, without repeating its content */
export function readKeyFile(path: string): WrittenKeys {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Error(
      code === "EACCES"
        ? "may not be read by this user"
        : "cannot be read: give the file that npm run signing-key made",
    );
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw new Error(
      'is not a key file: {"hospitals": [{"id": "…", "secret": "…", "algorithm": "hmac-sha256"}], …}',
    );
  }
}

/** Writes a key file for its owner alone; whoever reads it meanwhile finds the old content or the new one, whole. */
export function writeKeyFile(path: string, keys: WrittenKeys): void {
  writeFileSync(`${path}.new`, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
}

/** The keys of a file's content, ready to sign; throws Error as `createSigningKey` does. */
export const keysOf = (written: WrittenKeys): SigningKeys =>
  new Map(Object.entries(written).map(([name, keys]) => [name, keys.map(createSigningKey)]));
