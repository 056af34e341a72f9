import { createReadStream } from "node:fs";

/** One line of a file, without its end. */
export interface FileLine {
  bytes: Buffer;
  /** Where it begins, in bytes. */
  at: number;
  /** Whether its end (a line feed) is there; only a file's last line may lack it. */
  ended: boolean;
}

const LINE_FEED = 0x0a;

/** Longest line that is read as one: no record comes near it, and nobody may fill the memory with a file. */
const MAX_LINE_BYTES = 1_048_576;

/** The lines of a file, first to last, in little memory. A line that is too long ends the reading, as not ended. */
export async function* readLines(file: string): AsyncGenerator<FileLine> {
  let rest: Buffer = Buffer.alloc(0);
  let at = 0;
  for await (const chunk of createReadStream(file, { highWaterMark: 262_144 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, from)) {
      yield { bytes: bytes.subarray(from, end), at: at + from, ended: true };
      from = end + 1;
    }
    rest = bytes.subarray(from);
    at += from;
    if (rest.length > MAX_LINE_BYTES) break;
  }
  if (rest.length > 0) yield { bytes: rest, at, ended: false };
}
