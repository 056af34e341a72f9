/**
 * What one subgraph call costs the gateway: CPU microseconds per call on loopback, small and large answers, our transport against
 * undici and global fetch in the same run. Rounds alternate, the median counts; only ratios within a run mean anything.
 *
 *   node --import tsx gateway/transport/bench.ts [calls per round, default 5000]
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Pool } from "undici";
import { newSigningKey } from "../../subgraphs/kit/testing/signingKey.ts";
import { createTransport } from "./createTransport.ts";
import { httpTransport } from "./httpTransport.ts";
import type { CallContext, SubgraphRequest, SubgraphTransport } from "./SubgraphTransport.ts";

const CONCURRENCY = 32;
const ROUNDS = 7;
const SIZES = { small: 140, large: 20_000 };
const QUERY =
  "query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Clinic { id name beds } } }";

/** The subgraph, in a process of its own: answers what its path asks for. */
function serve(): void {
  const answers = new Map(
    Object.entries(SIZES).map(([size, bytes]) => [
      `/${size}`,
      JSON.stringify({ data: { a: "x".repeat(bytes) } }),
    ]),
  );
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const body = Buffer.from(answers.get(request.url ?? "") ?? "");
      response
        .writeHead(200, { "content-type": "application/json", "content-length": body.length })
        .end(body);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, "127.0.0.1", () => process.send?.((server.address() as AddressInfo).port));
}

type Call = (request: SubgraphRequest, context: CallContext) => Promise<{ data?: unknown }>;

const plain = ({ query, variables }: SubgraphRequest) => JSON.stringify({ query, variables });
const headers = { "content-type": "application/json", accept: "application/json" };

/** The ways to call a subgraph that are compared; each request differs, so nothing is shared but where it says so. */
function contenders(url: string, closers: (() => Promise<unknown>)[]): Record<string, Call> {
  const keep = <T extends { close(): Promise<unknown> }>(one: T): T => {
    closers.push(() => one.close());
    return one;
  };
  const via = (transport: SubgraphTransport): Call => {
    keep(transport);
    return (request, context) => transport.execute(request, context);
  };
  const { origin, pathname } = new URL(url);
  const pool = keep(new Pool(origin, { connections: 64 }));
  const name = "clinics";
  return {
    "global fetch": async (request) =>
      (await fetch(url, { method: "POST", headers, body: plain(request) })).json() as Promise<{
        data?: unknown;
      }>,
    "undici.request": async (request) => {
      const { body } = await pool.request({ method: "POST", path: pathname, headers, body: plain(request) });
      return body.json() as Promise<{ data?: unknown }>;
    },
    httpTransport: via(httpTransport({ name, url })),
    "httpTransport, signed": via(httpTransport({ name, url, signingKey: newSigningKey("bench") })),
    "createTransport, nothing shared": via(createTransport({ name, url, shareQueries: false })),
    "createTransport, defaults": via(createTransport({ name, url })),
    "createTransport, metrics and hedging": via(
      createTransport({ name, url, hedging: true, onCall: () => {} }),
    ),
  };
}

async function measure(call: Call, calls: number): Promise<number> {
  let left = calls;
  const { signal } = new AbortController();
  const worker = async () => {
    while (left-- > 0) {
      const request: SubgraphRequest = {
        query: QUERY,
        variables: { representations: [{ __typename: "Clinic", id: String(left) }] },
        kind: "query",
      };
      const { data } = await call(request, { securityKey: "nurse", signal, deadline: Date.now() + 10_000 });
      if (!data) throw new Error("a call was not answered");
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function compare(calls: number): Promise<void> {
  const subgraph = fork(fileURLToPath(import.meta.url), ["serve"]);
  const [port] = await once(subgraph, "message");
  const closers: (() => Promise<unknown>)[] = [];
  for (const size of Object.keys(SIZES)) {
    const named = contenders(`http://127.0.0.1:${port}/${size}`, closers);
    const costs = new Map(Object.keys(named).map((name): [string, number[]] => [name, []]));
    for (const call of Object.values(named)) await measure(call, calls);
    for (let round = 0; round < ROUNDS; round++)
      for (const [name, call] of Object.entries(named)) costs.get(name)?.push(await measure(call, calls));
    const base = median([...(costs.get("createTransport, defaults") ?? [])]);
    console.log(`\n${size} answer, Node ${process.versions.node}, ${CONCURRENCY} calls at a time`);
    console.table(
      Object.fromEntries(
        [...costs].map(([name, values]) => {
          const cost = median(values);
          return [
            name,
            { "CPU µs per call": Number(cost.toFixed(1)), ratio: Number((cost / base).toFixed(2)) },
          ];
        }),
      ),
    );
  }
  await Promise.all(closers.map((close) => close()));
  subgraph.kill();
}

if (process.argv[2] === "serve") serve();
else await compare(Number(process.argv[2] ?? 5_000));
