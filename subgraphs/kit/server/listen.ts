import { createServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import type { AddressInfo } from "node:net";
import { StartError } from "./settings.ts";
import { createTlsServer, type ServerTls } from "./tls/createTlsServer.ts";

/** A listening HTTP server. */
export interface Listening {
  server: Server;
  port: number;
  /** Stops accepting, lets requests in flight finish, closes idle connections. */
  close(): Promise<void>;
}

/** Where a server listens; with `tls` over https. */
export interface ListenAddress {
  port: number;
  host?: string;
  tls?: ServerTls;
}

/**
 * Listens on a port; 0 takes any free one.
 * @throws StartError when the port is taken or not allowed
 */
export function listen(
  handler: RequestListener,
  { port, host, tls }: ListenAddress,
  serverOptions: ServerOptions = {},
): Promise<Listening> {
  const server = tls ? createTlsServer(tls, serverOptions, handler) : createServer(serverOptions, handler);
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(new StartError(whyNot(error, port))));
    server.listen({ port, ...(host ? { host } : {}) }, () =>
      resolve({ server, port: (server.address() as AddressInfo).port, close: () => close(server) }),
    );
  });
}

function whyNot(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `port ${port} is already in use: stop the program that uses it, or choose another with --port or PORT`;
  }
  if (error.code === "EACCES")
    return `port ${port} may not be used by this user: choose one above 1023 with --port or PORT`;
  return `cannot listen on port ${port} (${error.code ?? "unknown reason"}): check HOST and PORT`;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
