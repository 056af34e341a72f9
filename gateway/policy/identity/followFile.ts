import { readFileSync, statSync } from "node:fs";

/**
 * What a file holds, read again once it has changed: looked at when asked for, at most once in `everyMs` milliseconds.
 * @returns a function that throws what reading or `parse` throws: an old content is not used in place of a broken one
 */
export function followFile<T>(
  file: string,
  parse: (text: string) => T,
  { everyMs = 1_000, now = Date.now }: { everyMs?: number; now?: () => number } = {},
): () => T {
  let content: { value: T; stamp: string } | undefined;
  let lookedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (content && now() - lookedAt < everyMs) return content.value;
    const { mtimeMs, size, ino } = statSync(file);
    const stamp = `${mtimeMs} ${size} ${ino}`;
    if (content?.stamp !== stamp) {
      content = undefined;
      content = { value: parse(readFileSync(file, "utf8")), stamp };
    }
    lookedAt = now();
    return content.value;
  };
}
