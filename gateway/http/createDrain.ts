import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { TransientSet } from "../../subgraphs/kit/server/TransientSet.ts";

export interface DrainOptions {
  /** How long `/ready` says 503 before new connections are refused, for balancers to notice, in milliseconds. @default 0 */
  delayMs?: number;
  /** Longest wait for requests in flight; then their connections are cut, in milliseconds. @default 10 000 */
  timeoutMs?: number;
}

/** Knows what is in flight on a server, so that it can end without dropping any of it. */
export interface Drain {
  /** To be told of the server once, before its first connection. */
  watch(server: Server): void;
  /** To be told of each response that is begun. */
  track(response: ServerResponse): void;
  isAnswering(socket: Socket): boolean;
  /** Stops accepting, answers what is in flight with `connection: close`, and resolves when all connections are closed. */
  close(server: Server, options: DrainOptions): Promise<void>;
}

export function createDrain(): Drain {
  const inFlight = new TransientSet<ServerResponse>();
  const sockets = new Set<Socket>();
  let isDraining = false;

  const announceClose = (response: ServerResponse): void => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };

  return {
    watch(server) {
      server.on("connection", (socket: Socket) => {
        sockets.add(socket);
        socket.once("close", () => sockets.delete(socket));
      });
    },
    track(response) {
      inFlight.add(response);
      response.on("close", () => inFlight.delete(response));
      if (isDraining) announceClose(response);
    },
    isAnswering(socket) {
      for (const response of inFlight) if (response.socket === socket && response.headersSent) return true;
      return false;
    },
    async close(server, { delayMs = 0, timeoutMs = 10_000 }) {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs));
      isDraining = true;
      for (const response of inFlight) announceClose(response);
      await new Promise<void>((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
        // A connection that was opened ahead and never used is not idle to Node.js: it would hold up the end.
        for (const socket of sockets) if (socket.bytesRead === 0) socket.destroy();
      });
    },
  };
}
