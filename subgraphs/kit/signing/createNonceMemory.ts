/** Remembers which signatures were used, for as long as they could be used again. */
export interface NonceMemory {
  /**
   * Notes a nonce that may come again until a moment (seconds since the epoch).
   * @returns `fresh` the first time; `seen` again; `full` when nothing more can be remembered, and so nothing accepted
   */
  remember(nonce: string, until: number): "fresh" | "seen" | "full";
}

export interface NonceMemoryOptions {
  /** Most nonces at a time, about 150 bytes each: more than a process can answer in a window. @default 500 000 */
  capacity?: number;
  /** Seconds since the epoch. */
  now: () => number;
}

/** A nonce memory in this process: bounded, and forgetting only what could not be used any more. */
export function createNonceMemory({ capacity = 500_000, now }: NonceMemoryOptions): NonceMemory {
  const known = new Set<string>();
  // By the second in which they are of no use any more; there are never more of these than seconds in two windows.
  const ends = new Map<number, string[]>();
  let lookedAt = 0;

  const forget = (second: number): void => {
    if (second === lookedAt) return;
    lookedAt = second;
    for (const [until, nonces] of ends) {
      if (until >= second) continue;
      for (const nonce of nonces) known.delete(nonce);
      ends.delete(until);
    }
  };

  return {
    remember(nonce, until) {
      forget(now());
      if (known.has(nonce)) return "seen";
      if (known.size >= capacity) return "full";
      known.add(nonce);
      const together = ends.get(until);
      if (together) together.push(nonce);
      else ends.set(until, [nonce]);
      return "fresh";
    },
  };
}
