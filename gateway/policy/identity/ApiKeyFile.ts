import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { AGENCIES } from "../../../subgraphs/kit/caller/Caller.ts";
import { isPurpose } from "../../../subgraphs/kit/caller/Purpose.ts";
import { isScope } from "../../../subgraphs/kit/caller/Scope.ts";

const apiKey = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "must be of a-z, 0-9 and -, at most 63"),
  /**
   * SHA-256 of the secret, hexadecimal. A fast hash is right here: secrets are 256 random bits that nobody could guess,
   * whereas a slow one (scrypt) would let anybody keep the gateway busy with wrong keys.
   */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  scopes: z.array(z.string().refine(isScope, "is not a scope")),
  agency: z.enum(AGENCIES).nullable(),
  unit: z.string().min(1).max(128).nullable(),
  /** The purposes it may state; `null`: every one. */
  purposes: z.array(z.string().refine(isPurpose, "is not a purpose")).nullable(),
  /** When it ends, ISO 8601; `null`: when it is revoked. */
  expires: z.iso.datetime({ offset: true }).nullable(),
  revoked: z.iso.datetime({ offset: true }).optional(),
});

const apiKeyFile = z.strictObject({ keys: z.array(apiKey) });

/** One API key as it is kept: everything but its secret. */
export type ApiKey = z.output<typeof apiKey>;

/** @throws Error that says what is wrong with the file */
export function parseApiKeys(text: string): ApiKey[] {
  const parsed = apiKeyFile.safeParse(JSON.parse(text));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new Error(`${issue?.path.join(".")} ${issue?.message}`);
  }
  const { keys } = parsed.data;
  const ids = keys.map(({ id }) => id);
  const double = ids.find((id, at) => ids.indexOf(id) !== at);
  if (double) throw new Error(`the id ${double} is there twice`);
  return keys;
}

/** The keys of a file; none where there is no file yet. @throws Error when it is no key file */
export function readApiKeys(file: string): ApiKey[] {
  try {
    return parseApiKeys(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

/** Replaces the file in one step, readable by its owner only. */
export function writeApiKeys(file: string, keys: readonly ApiKey[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, `${JSON.stringify({ keys }, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** A new key and its secret, which is nowhere else. @throws Error when a value is not allowed */
export function makeApiKey(given: Omit<ApiKey, "sha256">): { key: ApiKey; secret: string } {
  const secret = randomBytes(32).toString("base64url");
  const parsed = apiKey.safeParse({ ...given, sha256: hashOf(secret).toString("hex") });
  if (parsed.success) return { key: parsed.data, secret };
  const [issue] = parsed.error.issues;
  throw new Error(`${issue?.path.join(".")} ${issue?.message}`);
}

export const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
