import { randomUUID } from "node:crypto";
import { access, mkdir, readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { ExportRecord, VerifyRecord } from "../AuditRecord.ts";

/** What a command has to put on record while a gateway writes the trail. */
export type CommandRecord = ExportRecord | VerifyRecord;

const schema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("export"),
    principal: z.string().max(256),
    asked: z.string().max(1_000),
  }),
  z.strictObject({
    kind: z.literal("verify"),
    principal: z.string().max(256),
    whole: z.boolean(),
    records: z.number().int().min(0),
    head: z.string().max(128),
  }),
]);

const inbox = (directory: string): string => join(directory, "inbox");

/**
 * Leaves a record for the gateway that writes the trail.
 * @returns whether it has been written, within `timeoutMs`
 */
export async function leaveMessage(
  directory: string,
  record: CommandRecord,
  timeoutMs = 10_000,
): Promise<boolean> {
  await mkdir(inbox(directory), { recursive: true, mode: 0o700 });
  const file = join(inbox(directory), `${randomUUID()}.json`);
  await writeFile(`${file}.tmp`, JSON.stringify(record), { mode: 0o600 });
  await rename(`${file}.tmp`, file);
  for (const due = Date.now() + timeoutMs; Date.now() < due; ) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) return true;
  }
  await unlink(file).catch(() => {});
  return false;
}

/** Calls `write` with every record left since; what is none is thrown away. */
export async function takeAll(
  directory: string,
  write: (record: CommandRecord) => Promise<void>,
): Promise<void> {
  const names = await readdir(inbox(directory)).catch(() => []);
  for (const name of names.filter((one) => one.endsWith(".json"))) {
    const file = join(inbox(directory), name);
    const record = schema.safeParse(parse(await readFile(file, "utf8")));
    if (record.success) await write(record.data);
    await unlink(file);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
