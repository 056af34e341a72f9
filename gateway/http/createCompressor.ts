import { promisify } from "node:util";
import { brotliCompress, constants, deflate, gzip } from "node:zlib";
import { negotiate } from "./negotiate.ts";

/** Smaller bodies are sent as they are, in bytes. */
const THRESHOLD_BYTES = 1_024;
/** Brotli's effort, 0 to 11; above 5 it costs more time than the network saves. */
const BROTLI_QUALITY = 4;
/** Effort of gzip and deflate, 1 to 9. */
const ZLIB_LEVEL = 6;

type Coding = "br" | "gzip" | "deflate" | "identity";

/** A body and the coding it is in. */
export interface CodedBody {
  bytes: Buffer;
  coding: Coding;
}

const CODINGS: readonly Coding[] = ["br", "gzip", "deflate", "identity"];

/**
 * Compresses bodies as clients' `Accept-Encoding` allows (RFC 9110 §12.5.3).
 */
export function createCompressor() {
  const codecs: Record<Exclude<Coding, "identity">, (bytes: Buffer) => Promise<Buffer>> = {
    br: (bytes) =>
      promisify(brotliCompress)(bytes, {
        params: {
          [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
          [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
          [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
        },
      }),
    gzip: (bytes) => promisify<Buffer, { level: number }, Buffer>(gzip)(bytes, { level: ZLIB_LEVEL }),
    deflate: (bytes) => promisify<Buffer, { level: number }, Buffer>(deflate)(bytes, { level: ZLIB_LEVEL }),
  };

  return {
    /** How to send a text to a client with this `Accept-Encoding`; `identity` where compressing is not worth it. */
    codingFor(text: string, acceptEncoding: string | string[] | undefined): Coding {
      if (typeof acceptEncoding !== "string" || isShorter(text, THRESHOLD_BYTES)) return "identity";
      return chooseCoding(acceptEncoding);
    },
    /** Compresses, off the main thread. What fails, or does not get smaller, comes back as it is. */
    async compress(bytes: Buffer, coding: Exclude<Coding, "identity">): Promise<CodedBody> {
      const compressed = await codecs[coding](bytes).catch(() => bytes);
      return compressed.length < bytes.length ? { bytes: compressed, coding } : { bytes, coding: "identity" };
    },
  };
}

/** A text has at least one byte per character, and at most three. */
function isShorter(text: string, bytes: number): boolean {
  return text.length * 3 < bytes || (text.length < bytes && Buffer.byteLength(text) < bytes);
}

/** Codings stand in the header in no order of preference but their quality; among equals ours decides: br is smallest. */
function chooseCoding(header: string): Coding {
  const exactness = (range: string, offer: Coding): number => {
    if (range === offer || (range === "x-gzip" && offer === "gzip")) return 2;
    return range === "*" ? 1 : 0;
  };
  return negotiate(header, CODINGS, exactness, "server") ?? "identity";
}
