// Gateway and subgraph over https, each with a certificate: both ends of the settings, and everything that must not connect.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Listening, listen } from "../../subgraphs/kit/server/listen.ts";
import { StartError } from "../../subgraphs/kit/server/settings.ts";
import type { ServerTls } from "../../subgraphs/kit/server/tls/createTlsServer.ts";
import { loadTls, type TlsFiles } from "../../subgraphs/kit/server/tls/loadTls.ts";
import { createAuthority, type Issued } from "../../subgraphs/kit/testing/createAuthority.ts";
import { httpTransport } from "./httpTransport.ts";
import { CALLER, outcome, QUERY } from "./testing/scriptedTransport.ts";

const authority = createAuthority("agencies");
const other = createAuthority("agencies");
const gateway = authority.issue({ name: "gateway" });
const EXPIRED = { endsInMs: -60_000 };

let requests = 0;
const servers: Listening[] = [];
const serve = async (tls: ServerTls): Promise<string> => {
  const listening = await listen(
    (_, response) => {
      requests++;
      response.end('{"data":{"a":1}}');
    },
    { port: 0, host: "127.0.0.1", tls },
  );
  servers.push(listening);
  return `https://127.0.0.1:${listening.port}/graphql`;
};
afterAll(async () => {
  for (const { server, close } of servers) {
    server.closeAllConnections();
    await close();
  }
});

/** What the gateway gets with these certificates. */
async function ask(url: string, tls: TlsFiles & { servername?: string }): Promise<unknown> {
  const transport = httpTransport({ name: "clinics", url, tls, timeoutMs: 5_000 });
  const answer = await outcome(transport.execute(QUERY, CALLER));
  await transport.close();
  return answer;
}
const trusting = (issued?: Issued): TlsFiles => ({ ca: authority.cert, ...issued });

describe("a subgraph that asks for certificates", () => {
  let url: string;
  beforeAll(async () => {
    url = await serve({ ca: authority.cert, ...authority.issue() });
  });
  it("answers who shows one of its authority, again and again", async () => {
    for (let call = 0; call < 3; call++) expect(await ask(url, trusting(gateway))).toEqual({ a: 1 });
  });
  it.each<[string, TlsFiles]>([
    ["shows none", trusting()],
    ["shows one of another authority of the same name", trusting(other.issue({ name: "gateway" }))],
    ["shows one that has expired", trusting(authority.issue({ name: "gateway", ...EXPIRED }))],
    ["trusts another authority", { ca: other.cert, ...gateway }],
    ["trusts nobody but the system", { ...gateway }],
  ])("is not reached by who %s", async (_, tls) => {
    const before = requests;
    expect(await ask(url, tls)).toBe("SUBGRAPH_UNREACHABLE");
    expect(requests).toBe(before);
  });
});

it("a subgraph's own certificate must be valid today, and of that host", async () => {
  const late = await serve({ ...authority.issue(EXPIRED) });
  expect(await ask(late, trusting())).toBe("SUBGRAPH_UNREACHABLE");
  const url = await serve(authority.issue());
  expect(await ask(url, { ...trusting(), servername: "localhost" })).toEqual({ a: 1 });
  expect(await ask(url, { ...trusting(), servername: "elsewhere" })).toBe("SUBGRAPH_UNREACHABLE");
});

it("only the certificates named by TLS_CLIENTS get in", async () => {
  const url = await serve({ ca: authority.cert, ...authority.issue(), clients: ["gateway"] });
  const before = requests;
  expect(await ask(url, trusting(gateway))).toEqual({ a: 1 });
  expect(await ask(url, trusting(authority.issue({ name: "printer" })))).toBe("SUBGRAPH_UNREACHABLE");
  expect(requests).toBe(before + 1);
});

it("kept connections of a named certificate are used again, and opened again", async () => {
  const url = await serve({ ca: authority.cert, ...authority.issue(), clients: ["gateway"] });
  const transport = httpTransport({ name: "clinics", url, tls: trusting(gateway), timeoutMs: 5_000 });
  for (let call = 0; call < 3; call++) {
    expect(await outcome(transport.execute(QUERY, CALLER))).toEqual({ a: 1 });
    servers.at(-1)?.server.closeIdleConnections();
  }
  await transport.close();
});

describe("the settings", () => {
  let directory: string;
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), "liandong-tls-"));
  });
  afterAll(() => rmSync(directory, { recursive: true }));
  const file = (content: string, mode = 0o600) => {
    const path = join(directory, `${Math.random()}.pem`);
    writeFileSync(path, content, { mode });
    return path;
  };
  const load = (given: { ca?: string; cert?: string; key?: string }) =>
    loadTls({ MODE: "production", TLS_CA: given.ca, TLS_CERT: given.cert, TLS_KEY: given.key });

  it("name files, whose content is taken", () => {
    const paths = { ca: file(authority.cert), cert: file(gateway.cert), key: file(gateway.key) };
    expect(load(paths)).toEqual({ ca: authority.cert, ...gateway });
    expect(load({})).toEqual({});
  });
  it.each<[string, () => Parameters<typeof load>[0], RegExp]>([
    ["a certificate without its key", () => ({ cert: file(gateway.cert) }), /TLS_CERT and TLS_KEY belong/],
    ["a file that is not there", () => ({ ca: "nowhere.pem" }), /TLS_CA cannot be read/],
    ["what is no certificate", () => ({ ca: file("hello") }), /TLS_CA holds no certificate/],
    [
      "what is no key",
      () => ({ cert: file(gateway.cert), key: file(gateway.cert) }),
      /TLS_KEY holds no private key/,
    ],
    [
      "another certificate's key",
      () => ({ cert: file(gateway.cert), key: file(authority.issue().key) }),
      /not the key of the certificate/,
    ],
    [
      "a key that others may read",
      () => ({ cert: file(gateway.cert), key: file(gateway.key, 0o644) }),
      /TLS_KEY may be read by other users/,
    ],
  ])("refuse %s", (_, given, message) => {
    expect(() => load(given())).toThrow(StartError);
    expect(() => load(given())).toThrow(message);
  });
});
