import pino, { type DestinationStream, type Logger } from "pino";

export interface LoggerOptions {
  /** Least serious line that is written. @default "warn" */
  level?: "debug" | "info" | "warn" | "error" | "silent";
  /** Where lines go. @default standard error */
  destination?: DestinationStream;
}

/** Headers that say who someone is: their values never reach a log, wherever an object with headers is logged. */
const SECRET_HEADERS = [
  "authorization",
  "cookie",
  "proxy-authorization",
  "set-cookie",
  "signature",
  "x-api-key",
  "x-break-glass",
  "x-forwarded-for",
  "x-liandong-caller",
];

/** The gateway's log: one JSON object per line, secret headers blanked, no host name and no process id. */
export function createLogger({
  level = "warn",
  destination = pino.destination(2),
}: LoggerOptions = {}): Logger {
  const paths = SECRET_HEADERS.flatMap((name) =>
    ["", "headers", "*.headers", "*.*.headers"].map((place) => `${place}["${name}"]`),
  );
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: "…" } },
    destination,
  );
}
