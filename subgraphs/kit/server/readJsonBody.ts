import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import type { Alarms } from "./createAlarms.ts";
import { RequestRefusal } from "./RequestRefusal.ts";

export interface BodyLimits {
  /** Largest body that is read, in bytes. */
  maxBytes: number;
  /** Ring when a body takes too long. */
  alarms: Alarms;
}

/**
 * The JSON value a request carries.
 * @param admit looks at the bytes before they are parsed; throws RequestRefusal to refuse them
 * @throws RequestRefusal 415 for another media type or charset, 413 when too large, 408 when too slow,
 *   400 when it is cut short, not UTF-8 or not JSON
 */
export async function readJsonBody(
  request: IncomingMessage,
  limits: BodyLimits,
  admit?: (body: Uint8Array) => void,
): Promise<unknown> {
  assertJsonInUtf8(request.headers["content-type"]);
  if (request.headers["content-encoding"]) {
    throw new RequestRefusal(415, "send the body as it is, without content-encoding");
  }
  const bytes = await readBytes(request, limits);
  admit?.(bytes);
  if (!isUtf8(bytes)) throw new RequestRefusal(400, "the body is not UTF-8");
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    throw new RequestRefusal(400, "the body is not JSON");
  }
}

function assertJsonInUtf8(contentType: string | undefined): void {
  if (contentType === "application/json") return;
  const [type = "", ...parameters] = (contentType ?? "").toLowerCase().split(";");
  if (type.trim() !== "application/json") {
    throw new RequestRefusal(415, "send the body as JSON, with the header content-type: application/json");
  }
  const charset = parameters.find((parameter) => parameter.trim().startsWith("charset="))?.split("=")[1];
  if (charset && !/^"?utf-?8"?$/.test(charset.trim())) {
    throw new RequestRefusal(415, "send the body in UTF-8");
  }
}

/**
 * Listens instead of iterating: a stream's async iterator costs more than the whole reading of a small body. Listeners
 * without a name, because the loader we run under sets the name of each that has one, for every request.
 */
function readBytes(request: IncomingMessage, { maxBytes, alarms }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers["content-length"]) > maxBytes) return reject(tooLarge(maxBytes));
    const chunks: Buffer[] = [];
    let size = 0;
    const alarm = alarms.set(() => reject(tooSlow(alarms.durationMs)));
    // What comes after the promise is settled changes nothing: it is read and dropped, so that the answer can be sent.
    request
      .on("data", (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxBytes) chunks.push(chunk);
        else {
          chunks.length = 0;
          alarms.callOff(alarm);
          reject(tooLarge(maxBytes));
        }
      })
      .on("end", () => {
        alarms.callOff(alarm);
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks));
      })
      .on("close", () => {
        alarms.callOff(alarm);
        if (!request.complete) reject(new RequestRefusal(400, "the body ended early"));
      })
      .on("error", ignore);
  });
}

function tooLarge(maxBytes: number): RequestRefusal {
  return new RequestRefusal(413, `the body is larger than ${maxBytes} bytes`);
}

function tooSlow(timeoutMs: number): RequestRefusal {
  return new RequestRefusal(408, `the body did not arrive within ${timeoutMs} ms`, { connection: "close" });
}

/** A connection that breaks also closes, which is what counts. */
function ignore(): void {}
