import { readdir } from "node:fs/promises";

/** One file of a trail. */
export interface SegmentFile {
  name: string;
  /** Sequence of its first record: its name says it. */
  first: number;
}

const NAME = /^audit-(\d{16})\.jsonl$/;

/** The file whose first record has this sequence; names sort as the records do. */
export const segmentName = (first: number): string => `audit-${String(first).padStart(16, "0")}.jsonl`;

/** The segments of a directory, oldest first; whatever else is there is no part of the trail. */
export async function listSegments(directory: string): Promise<SegmentFile[]> {
  const names = await readdir(directory);
  return names
    .flatMap((name) => {
      const first = NAME.exec(name)?.[1];
      return first === undefined ? [] : [{ name, first: Number(first) }];
    })
    .sort((a, b) => a.first - b.first);
}
