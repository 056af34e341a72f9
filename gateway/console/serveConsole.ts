import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { consoleAssets } from "./consoleAssets.ts";

/** Nothing from another origin, no inline script; inline styles are the editor's own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Serves the playground's page and files.
 * @param signIn as whom the page offers to ask, development only
 * @returns a function that answers a request for one of them, and tells whether it did
 */
export function serveConsole(
  signIn: object | null = null,
): (path: string, request: IncomingMessage, response: ServerResponse) => boolean {
  const assets = new Map(
    [...consoleAssets(signIn)].map(([path, asset]) => {
      const etag = `"${createHash("sha256").update(asset.content).digest("base64url")}"`;
      return [path, { ...asset, etag }];
    }),
  );
  return (path, request, response) => {
    const asset = assets.get(path);
    if (!asset || (request.method !== "GET" && request.method !== "HEAD")) return false;
    const isKnown = request.headers["if-none-match"] === asset.etag;
    response.writeHead(isKnown ? 304 : 200, {
      "content-type": asset.type,
      etag: asset.etag,
      "cache-control": "no-cache",
      "content-security-policy": CONTENT_SECURITY_POLICY,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
    });
    response.end(isKnown || request.method === "HEAD" ? undefined : asset.content);
    return true;
  };
}
