import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/**
 * The address a request comes from. With trusted proxies in front it is the one the outermost of them saw: each appends to
 * `x-forwarded-for` whom it was asked by, and what stands further left anybody may have written.
 */
export function clientAddress({ headers, socket }: IncomingMessage, trustedProxies: number): string {
  const own = socket.remoteAddress ?? "";
  const forwarded = headers["x-forwarded-for"];
  if (trustedProxies === 0 || typeof forwarded !== "string") return own;
  const seen = forwarded.split(",").at(-trustedProxies)?.trim() ?? "";
  return isIP(seen) ? seen : own;
}
