import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";

/** A server on a loopback port, gone with everything it holds when it is disposed of. */
export interface FaultyServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Connections opened so far, and those open now. */
  readonly opened: number;
  readonly open: number;
}

async function start(server: Server): Promise<FaultyServer> {
  const sockets = new Set<Socket>();
  let opened = 0;
  server.on("connection", (socket: Socket) => {
    opened++;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket)).on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}/graphql`,
    get opened() {
      return opened;
    },
    get open() {
      return sockets.size;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Answers every request this way, once its body has come, which `onBody` may look at. */
export function serveHttp(
  listener: RequestListener,
  onBody?: (request: IncomingMessage, body: Buffer) => void,
): Promise<FaultyServer> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    response.on("error", () => {});
    request
      .on("error", () => {})
      .on("data", (chunk: Buffer) => onBody && chunks.push(chunk))
      .on("end", () => {
        onBody?.(request, Buffer.concat(chunks));
        listener(request, response);
      });
  });
  return start(server);
}

/** Answers the first bytes of every connection this way: for what no HTTP server would say. */
export function serveBytes(onData: (socket: Socket) => void): Promise<FaultyServer> {
  return start(createTcpServer((socket) => void socket.once("data", () => onData(socket)).resume()));
}
