/** The parts of a W3C `traceparent` header. */
export interface TraceParent {
  /** 32 hexadecimal digits. */
  traceId: string;
  /** 16 hexadecimal digits. */
  spanId: string;
  /** Bit 0: sampled. */
  flags: number;
}

const FORM = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;

/** Reads a `traceparent` (W3C Trace Context §3.2); `null` for one that is to be ignored: malformed, all zero, version `ff`. */
export function parseTraceparent(header: string | undefined): TraceParent | null {
  const [, version, traceId = "", spanId = "", flags = "", more] = FORM.exec(header ?? "") ?? [];
  if (version === undefined || version === "ff") return null;
  // Version 00 has exactly four parts; later versions may have more.
  if (version === "00" && more !== undefined) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** Writes a version 00 `traceparent`. */
export function formatTraceparent({ traceId, spanId, flags }: TraceParent): string {
  return `00-${traceId}-${spanId}-${(flags & 1).toString(16).padStart(2, "0")}`;
}
