import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { basename, join } from "node:path";

/** A copy of the last supergraph that could be served: what a start falls back on when the file is broken. */
export class LastGoodCopy {
  readonly path: string;
  readonly #directory: string;

  constructor(file: string, directory: string) {
    this.#directory = directory;
    this.path = join(directory, `${basename(file)}.last-good`);
  }

  /** The copy, or nothing when there is none. */
  async read(): Promise<string | undefined> {
    try {
      return await readFile(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Replaces the copy in one step: a crash leaves the old one or the new one, whole. */
  async write(sdl: string): Promise<void> {
    await mkdir(this.#directory, { recursive: true });
    const draft = `${this.path}.${process.pid}.tmp`;
    try {
      const handle = await open(draft, "w", 0o600);
      try {
        await handle.writeFile(sdl);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(draft, this.path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }
}
