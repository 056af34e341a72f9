import { readFileSync } from "node:fs";
import { open, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const LOCK = "writer.lock";

/** A writer on another machine (a shared volume) that has not shown itself for this long is gone, in milliseconds. */
const STALE_MS = 60_000;

/** Who writes a trail. */
interface Holder {
  host: string;
  pid: number;
  /** When the process began, in the machine's own terms: a later process may have the same number. */
  began: string | null;
}

/** Another gateway writes this directory. */
export class DirectoryInUse extends Error {}

/**
 * Takes a directory for one writer. A lock whose process has ended (a crash) is taken over.
 * @returns gives the directory back
 * @throws DirectoryInUse when another process has it
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const file = join(directory, LOCK);
  const mine: Holder = { host: hostname(), pid: process.pid, began: beganAt(process.pid) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const handle = await open(file, "wx", 0o600);
      await handle.writeFile(JSON.stringify(mine));
      await handle.close();
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (attempt === 3 || (await isHeld(file))) throw new DirectoryInUse(`${directory} has a writer`);
      await removeStale(file);
    }
  }
  const beat = setInterval(() => utimes(file, new Date(), new Date()).catch(() => {}), STALE_MS / 4).unref();
  return async () => {
    clearInterval(beat);
    await rm(file, { force: true });
  };
}

/** Whether a writer has the directory at present. */
export const hasWriter = (directory: string): Promise<boolean> => isHeld(join(directory, LOCK));

async function isHeld(file: string): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, "utf8"), stat(file)]);
    const isRecent = Date.now() - mtimeMs < STALE_MS;
    const holder = parse(text);
    // Just being written; or nobody's, if it stays so.
    if (!holder) return isRecent;
    return holder.host === hostname() ? isAlive(holder) : isRecent;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

/** Of several who find a stale lock one gets it: a rename succeeds once, and one that caught a new lock puts it back. */
async function removeStale(file: string): Promise<void> {
  const aside = `${file}.${process.pid}.stale`;
  try {
    await rename(file, aside);
  } catch {
    return;
  }
  if (await isHeld(aside)) await rename(aside, file);
  else await rm(aside, { force: true });
}

function parse(text: string): Holder | null {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return null;
  }
}

function isAlive({ pid, began }: Holder): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  return began === null || began === beganAt(pid);
}

/** Boot and clock ticks since it (proc(5), field 22 of `stat`); `null` where the system does not tell. */
function beganAt(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return `${boot} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19]}`;
  } catch {
    return null;
  }
}
