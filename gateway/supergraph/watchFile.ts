import { readFile, stat } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

export interface WatchOptions {
  /** How often the file is looked at, in milliseconds. */
  pollMs: number;
  /** How long the file must have been left alone before it is read, in milliseconds. */
  settleMs: number;
  /** How soon content that could not be dealt with is brought again, in milliseconds. */
  retryMs: number;
  /** Deals with the content; false when it should be brought again. Must not reject. */
  onContent: (content: string) => Promise<boolean>;
  /** The file cannot be read: told once until it can be again. */
  onUnreadable: (error: unknown) => void;
  now: () => number;
}

export interface FileWatch {
  /** Looks at once; resolves when what is there has been dealt with. */
  check(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Watches a file by polling, which sees every way of changing it: in-place writes, atomic renames, symbolic links
 * switched as Kubernetes does for a ConfigMap (also back to an older file), network file systems without events.
 */
export function watchFile(file: string, options: WatchOptions): FileWatch {
  const stopping = new AbortController();
  const { signal } = stopping;
  let handled: string | undefined;
  let retryAt = Number.POSITIVE_INFINITY;
  let isUnreadable = false;
  let last: Promise<void> = Promise.resolve();

  /** Changes with every change of the file: which file it is, how long, and when content and name last changed. */
  const signature = async (): Promise<string> => {
    const { dev, ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join();
  };

  /** The content, once nobody writes any more. */
  const readSettled = async (): Promise<{ seen: string; content: string }> => {
    for (let seen = await signature(); ; ) {
      await delay(options.settleMs, undefined, { signal });
      const settled = await signature();
      if (settled === seen) {
        const content = await readFile(file, "utf8");
        if ((await signature()) === seen) return { seen, content };
      }
      seen = settled;
    }
  };

  const look = async (isForced: boolean): Promise<void> => {
    if (signal.aborted) return;
    try {
      const seen = await signature();
      if (seen === handled && !(isForced && retryAt < Number.POSITIVE_INFINITY) && options.now() < retryAt)
        return;
      const read = await readSettled();
      isUnreadable = false;
      const isDone = await options.onContent(read.content);
      handled = read.seen;
      retryAt = isDone ? Number.POSITIVE_INFINITY : options.now() + options.retryMs;
    } catch (error) {
      if (signal.aborted || isUnreadable) return;
      isUnreadable = true;
      handled = undefined;
      options.onUnreadable(error);
    }
  };

  /** One look after the other, never two at once. */
  const check = (isForced: boolean): Promise<void> => {
    last = last.then(() => look(isForced));
    return last;
  };

  const poll = async (): Promise<void> => {
    while (!signal.aborted) {
      await delay(options.pollMs, undefined, { signal, ref: false }).catch(() => {});
      await check(false);
    }
  };
  void poll();

  return {
    check: () => check(true),
    async stop() {
      stopping.abort();
      await last;
    },
  };
}
