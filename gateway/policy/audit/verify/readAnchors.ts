import { readFile } from "node:fs/promises";

/** An anchor as it is kept: when, which record was the head then, its hash. */
export const anchorLine = (time: string, { sequence, hash }: { sequence: number; hash: string }): string =>
  `${time} ${sequence} ${hash}\n`;

const LINE = /^\S+ (\d{1,16}) ((?:sha256|sm3):[0-9a-f]{64})$/;

/** The hashes a file of anchors holds, by sequence; a line that is none (torn by a crash) counts for nothing. */
export async function readAnchors(file: string): Promise<Map<number, string>> {
  const anchors = new Map<number, string>();
  for (const line of (await readFile(file, "utf8")).split("\n")) {
    const [, sequence, hash = ""] = LINE.exec(line) ?? [];
    if (sequence !== undefined) anchors.set(Number(sequence), hash);
  }
  return anchors;
}
