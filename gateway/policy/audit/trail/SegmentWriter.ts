import { constants, fstatSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { segmentName } from "../files/segmentFiles.ts";

const { O_CREAT, O_TRUNC, O_RDWR, O_DSYNC: DURABLE = 0 } = constants;

/**
 * Puts bytes into an open file at a place, durably: resolves when they would survive a power cut. Segments are opened so that a
 * write does that by itself (`O_DSYNC`, POSIX); where the system has no such thing (Windows) it takes a second call.
 */
export type WriteDurably = (file: FileHandle, bytes: Buffer, at: number) => Promise<void>;

export const writeDurably: WriteDurably = async (file, bytes, at) => {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, at + done);
    done += bytesWritten;
  }
  if (DURABLE === 0) await file.datasync();
};

/** Something else wrote to the file that only this process may write to. */
class ForeignWrite extends Error {}

/** The segment records are appended to at present. */
export class SegmentWriter {
  readonly name: string;
  readonly #path: string;
  readonly #write: WriteDurably;
  #file: FileHandle | null = null;
  /** Where the durable records end. What lies beyond is of a write that failed, and is overwritten by the next. */
  #end: number;
  #mayHaveRest = false;

  constructor(directory: string, { first, end, write }: { first: number; end: number; write: WriteDurably }) {
    this.name = segmentName(first);
    this.#path = join(directory, this.name);
    this.#end = end;
    this.#write = write;
  }

  /** Size of the durable records, in bytes. */
  get end(): number {
    return this.#end;
  }

  /**
   * Appends whole lines durably.
   * @throws Error when it could not; nothing was appended then, and it may be tried again
   */
  async append(bytes: Buffer): Promise<void> {
    try {
      this.#file ??= await this.#open();
      const { size, nlink } = fstatSync(this.#file.fd);
      if (size !== this.#end || nlink === 0) throw new ForeignWrite(`somebody else changed ${this.name}`);
      await this.#write(this.#file, bytes, this.#end);
      this.#end += bytes.length;
    } catch (error) {
      this.#mayHaveRest = !(error instanceof ForeignWrite);
      // After a failed fsync the kernel may have dropped the pages: the file is opened and written anew.
      await this.close();
      throw error;
    }
  }

  /** Cuts off what lies behind the durable records. */
  async cutOff(): Promise<void> {
    this.#mayHaveRest = true;
    this.#file ??= await this.#open();
    await this.#file.datasync();
  }

  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => {});
  }

  /** Closes the segment for good: nobody writes to it any more. */
  async finish(): Promise<void> {
    this.#file ??= await this.#open();
    await this.#file.chmod(0o400);
    await this.close();
  }

  async #open(): Promise<FileHandle> {
    const isNew = this.#end === 0;
    const file = await open(this.#path, O_RDWR | DURABLE | (isNew ? O_CREAT | O_TRUNC : 0), 0o600);
    if (this.#mayHaveRest) await file.truncate(this.#end);
    this.#mayHaveRest = false;
    if (isNew) await syncDirectory(join(this.#path, ".."));
    return file;
  }
}

/** Makes a directory's entries durable, where the system can (not on Windows). */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, "r").catch(() => null);
  await handle?.sync().catch(() => {});
  await handle?.close();
}
