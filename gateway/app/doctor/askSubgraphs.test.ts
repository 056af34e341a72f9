// `npm run doctor -- --reach`: a subgraph that refuses the gateway, answers everybody, is gone, or lives in another time.
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, expect, it } from "vitest";
import { newSigningKey } from "../../../subgraphs/kit/testing/signingKey.ts";
import { askSubgraphs } from "./askSubgraphs.ts";
import { checkClock } from "./checkClock.ts";
import { checkReach } from "./checkReach.ts";
import type { DoctorFacts } from "./DoctorFacts.ts";

const closers: (() => void)[] = [];
afterAll(() => {
  for (const close of closers) close();
});

const REFUSAL = '{"errors":[{"message":"no"}]}';
const ANSWER = '{"data":{"__typename":"Query"}}';
const guarded: RequestListener = (request, response) =>
  void response
    .writeHead(request.headers.signature ? 200 : 401)
    .end(request.headers.signature ? ANSWER : REFUSAL);

/** What the doctor says of a subgraph that answers like this. */
async function examine(listener: RequestListener | null): Promise<Record<string, string>> {
  const server = createServer((request, response) => {
    request.resume();
    listener?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  if (listener === null) await new Promise((resolve) => server.close(resolve));
  else closers.push(() => server.close());
  const keys = new Map([["talent", [newSigningKey("t")]]]);
  const reached = await askSubgraphs({ subgraphs: new Map([["talent", url]]), keys }, {});
  const facts = {
    reached,
    keys,
    isExposed: true,
    now: new Date(),
    files: new Map(),
  } as unknown as DoctorFacts;
  return Object.fromEntries(
    [...checkReach(facts), ...checkClock(facts)].map(({ id, severity }) => [id, severity]),
  );
}

it.each<[string, RequestListener | null, Record<string, string>]>([
  ["answers the gateway alone", guarded, { reach: "ok", clock: "ok" }],
  [
    "refuses the gateway",
    (_, response) => void response.writeHead(401).end(REFUSAL),
    { reach: "danger", clock: "ok" },
  ],
  [
    "answers everybody",
    (_, response) => void response.end(ANSWER),
    { "reach-unsigned": "danger", clock: "ok" },
  ],
  ["is not there", null, { reach: "warning", clock: "ok" }],
  [
    "lives in another time",
    (request, response) => {
      response.setHeader("date", new Date(Date.now() - 100_000).toUTCString());
      guarded(request, response);
    },
    { reach: "ok", clock: "danger" },
  ],
])("a subgraph that %s", async (_, listener, found) => expect(await examine(listener)).toEqual(found));
