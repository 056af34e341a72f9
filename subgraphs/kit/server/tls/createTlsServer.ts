import type { RequestListener, Server, ServerOptions } from "node:http";
import { createServer } from "node:https";
import type { PeerCertificate, TLSSocket } from "node:tls";
import type { TlsFiles } from "./loadTls.ts";

/** How a server is reached over https, and by whom. */
export interface ServerTls extends TlsFiles {
  /** Names of the certificates that may connect, of all that the authorities in `ca` vouch for. @default any of them */
  clients?: readonly string[];
}

/**
 * An https server (TLS 1.2 at least). With authorities in `ca`, nobody speaks to it who shows no certificate of theirs that is
 * valid today: such a connection is closed before any request is read.
 */
export function createTlsServer(
  { clients = [], ...files }: ServerTls,
  options: ServerOptions,
  handler: RequestListener,
): Server {
  const isMutual = files.ca !== undefined;
  const server = createServer(
    {
      ...options,
      ...files,
      minVersion: "TLSv1.2",
      requestCert: isMutual,
      rejectUnauthorized: isMutual,
    },
    handler,
  );
  if (clients.length > 0) {
    // Before the listener that reads requests: a socket that is closed here is never read.
    server.prependListener("secureConnection", (socket: TLSSocket) => {
      if (!namesOf(socket.getPeerCertificate()).some((name) => clients.includes(name))) socket.destroy();
    });
  }
  return server;
}

/** The common name and the DNS names of a certificate (RFC 5280, sections 4.1.2.6 and 4.2.1.6). */
function namesOf({ subject, subjectaltname = "" }: Partial<PeerCertificate>): string[] {
  const dns = subjectaltname.split(", ").filter((name) => name.startsWith("DNS:"));
  return [...(subject?.CN === undefined ? [] : [subject.CN].flat()), ...dns.map((name) => name.slice(4))];
}
