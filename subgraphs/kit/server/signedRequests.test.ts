// A subgraph that has keys answers nobody but the gateway: as an attacker on the network would try it.
import { buildSubgraphSchema } from "@apollo/subgraph";
import { parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VISITOR } from "../caller/Caller.ts";
import { encodeCaller } from "../caller/callerHeader.ts";
import { createSigner } from "../signing/createSigner.ts";
import { createVerifier } from "../signing/createVerifier.ts";
import { isAvailable, type SigningKey } from "../signing/SigningKey.ts";
import { callerWith } from "../testing/callers.ts";
import { newSigningKey } from "../testing/signingKey.ts";
import type { Listening } from "./listen.ts";
import { serveSubgraph } from "./serveSubgraph.ts";

const [PRESENT, NEXT, FOREIGN] = ["present", "next", "foreign"].map((id) => newSigningKey(id)) as [
  SigningKey,
  SigningKey,
  SigningKey,
];
const NURSE = callerWith(["referral:read"], { principal: "user:nurse", purpose: "continuity-of-care" });

let guarded: Listening;
let open: Listening;
const serve = (keys: SigningKey[]) =>
  serveSubgraph(
    {
      name: "talent",
      schema: buildSubgraphSchema([
        {
          typeDefs: parse(
            'type Query { who: String purpose: String } type Person @key(fields: "id") { id: ID! name: String } type Mutation { act: Int }',
          ),
          resolvers: {
            Query: {
              who: (_, __, { caller }) => caller.principal,
              purpose: (_, __, { caller }) => caller.purpose,
            },
            Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: "王小明" }) },
            Mutation: { act: () => ++acts },
          },
        },
      ]),
      createContext: (caller = VISITOR) => ({ caller }),
      ping: async () => {},
      close: async () => {},
    },
    { port: 0, host: "127.0.0.1", keys },
  );
let acts = 0;
beforeAll(async () => {
  guarded = await serve([PRESENT, NEXT]);
  open = await serve([]);
});
afterAll(async () => {
  await guarded.close();
  await open.close();
});

/** A request on the wire. */
interface Wire {
  method: string;
  target: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** What the gateway would send. */
function signed(
  query = "{ who purpose }",
  { key = PRESENT, caller = NURSE, target = "/graphql", secondsLater = 0 } = {},
): Wire {
  const body = JSON.stringify({ query });
  const contentType = "application/json";
  const sign = createSigner({ key, target, contentType, now: () => Date.now() + secondsLater * 1_000 });
  const list = sign(Buffer.from(body), caller);
  const headers: Record<string, string> = { "content-type": contentType };
  for (let at = 0; at < list.length; at += 2) headers[String(list[at])] = String(list[at + 1]);
  return { method: "POST", target, headers, body };
}

const send = async ({ method, target, headers, body }: Wire, { port }: Listening = guarded) => {
  const response = await fetch(`http://127.0.0.1:${port}${target}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body }),
  });
  return { status: response.status, answer: await response.json() } as { status: number; answer: any };
};

const altered = (wire: Wire, header: string, change: (value: string) => string): Wire => ({
  ...wire,
  headers: { ...wire.headers, [header]: change(wire.headers[header] ?? "") },
});
const without = ({ headers, ...wire }: Wire, ...names: string[]): Wire => ({
  ...wire,
  headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name))),
});
const input = (change: (value: string) => string) => altered(signed(), "signature-input", change);

/** Refused at the door, with a code and a reason, and nothing else. */
async function refusal(wire: Wire): Promise<string> {
  const { status, answer } = await send(wire);
  expect(status).toBe(401);
  expect(Object.keys(answer)).toEqual(["errors"]);
  expect(answer.errors).toMatchObject([{ extensions: { code: "UNAUTHENTICATED" } }]);
  return answer.errors[0].message;
}

describe("what the gateway signed", () => {
  it("is answered, on behalf of the caller it names", async () =>
    expect(await send(signed())).toEqual({
      status: 200,
      answer: { data: { who: "user:nurse", purpose: "continuity-of-care" } },
    }));
  it("may be signed with the next key too, while keys are replaced", async () =>
    expect((await send(signed("{ who }", { key: NEXT }))).answer).toEqual({ data: { who: "user:nurse" } }));
  it("may come with clocks that differ less than a minute", async () => {
    for (const secondsLater of [-50, 50])
      expect((await send(signed("{ who }", { secondsLater }))).status).toBe(200);
  });
  it("covers the query of the URL", async () =>
    expect((await send(signed("{ who }", { target: "/graphql?v=1" }))).status).toBe(200));
  it.runIf(isAvailable("hmac-sm3"))("may be signed with SM3", async () => {
    const key = newSigningKey("sm", "hmac-sm3");
    const national = await serve([key]);
    expect((await send(signed("{ who }", { key }), national)).answer).toEqual({
      data: { who: "user:nurse" },
    });
    await national.close();
  });
});

describe("around the gateway", () => {
  const unsigned = (body: unknown, method = "POST", target = "/graphql"): Wire => ({
    method,
    target,
    headers: {
      "content-type": "application/json",
      "apollo-require-preflight": "1",
      "x-liandong-caller": encodeCaller(NURSE),
    },
    body: method === "POST" ? JSON.stringify(body) : undefined,
  });
  it.each([
    ["a query", unsigned({ query: "{ who }" })],
    ["_service", unsigned({ query: "{ _service { sdl } }" })],
    [
      "_entities",
      unsigned({
        query: '{ _entities(representations: [{__typename: "Person", id: 1}]) { ... on Person { name } } }',
      }),
    ],
    ["introspection", unsigned({ query: "{ __schema { types { name } } }" })],
    ["a batch", unsigned([{ query: "{ who }" }])],
    ["a GET", unsigned(null, "GET", "/graphql?query=%7Bwho%7D")],
    ["a PUT", unsigned(null, "PUT")],
    ["what is no GraphQL", unsigned("?")],
  ])("%s is refused", async (_, wire) => expect(await refusal(wire)).toMatch(/not signed/));
  it("only /health is open", async () =>
    expect((await fetch(`http://127.0.0.1:${guarded.port}/health`)).status).toBe(200));
});

describe("a captured request", () => {
  it("counts once, a mutation above all", async () => {
    const wire = signed("mutation { act }");
    expect((await send(wire)).answer).toEqual({ data: { act: 1 } });
    expect(await refusal(wire)).toMatch(/received before/);
    expect(acts).toBe(1);
  });
  it("counts once though it is sent twice at the same moment", async () => {
    const wire = signed();
    const statuses = await Promise.all([send(wire), send(wire), send(wire)]);
    expect(statuses.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  });
  it("does not count again because its body comes when the nonce is forgotten", () => {
    let second = 1_000_000;
    const now = () => second * 1_000;
    const verify = createVerifier({ keys: [PRESENT], now });
    const body = Buffer.from("{}");
    const target = "/graphql";
    const list = createSigner({ key: PRESENT, target, contentType: "application/json", now })(body, NURSE);
    const headers: Record<string, string> = { "content-type": "application/json" };
    for (let at = 0; at < list.length; at += 2) headers[String(list[at])] = String(list[at + 1]);
    const request = { method: "POST", url: target, headers };
    expect(verify(request)(body)).toMatchObject({ principal: "user:nurse" });
    second += 60;
    const late = [verify(request), verify(request)];
    for (const finish of late) {
      second += 1;
      expect(() => finish(body)).toThrow(/clocks/);
    }
  });
  it("still counts for the gateway when somebody first tried another body on it", async () => {
    const wire = signed();
    await refusal({ ...wire, body: "{}" });
    expect((await send(wire)).status).toBe(200);
  });
  it.each([
    ["too old", -62],
    ["from the future", 62],
  ])("is refused when it is %s", async (_, secondsLater) =>
    expect(await refusal(signed("{ who }", { secondsLater }))).toMatch(/clocks/),
  );
});

const DOES_NOT_FIT = /does not fit/;
const UNREADABLE = /cannot be read or does not cover/;
describe("nothing of it can be changed:", () => {
  const other = encodeCaller({ ...NURSE, principal: "user:chief" });
  const purpose = encodeCaller({ ...NURSE, purpose: "research" });
  it.each<[string, () => Wire, RegExp]>([
    ["the body", () => ({ ...signed(), body: '{"query":"{ __typename }"}' }), DOES_NOT_FIT],
    ["the body cut short", () => ({ ...signed(), body: signed().body?.slice(0, -1) }), DOES_NOT_FIT],
    ["the body left out", () => ({ ...signed(), body: "" }), DOES_NOT_FIT],
    ["the method", () => ({ ...signed(), method: "PUT" }), DOES_NOT_FIT],
    [
      "the path",
      () => ({ ...signed("{ who }", { target: "/elsewhere" }), target: "/graphql" }),
      DOES_NOT_FIT,
    ],
    ["the query of the URL", () => ({ ...signed(), target: "/graphql?query=%7Bwho%7D" }), DOES_NOT_FIT],
    ["the caller", () => altered(signed(), "x-liandong-caller", () => other), DOES_NOT_FIT],
    ["the purpose", () => altered(signed(), "x-liandong-caller", () => purpose), DOES_NOT_FIT],
    [
      "a second caller",
      () => altered(signed(), "x-liandong-caller", (first) => `${first}, ${other}`),
      DOES_NOT_FIT,
    ],
    [
      "the body and its digest",
      () => ({
        ...altered(signed(), "content-digest", () => String(signed("{ who }").headers["content-digest"])),
        body: signed("{ who }").body,
      }),
      DOES_NOT_FIT,
    ],
    [
      "the content type",
      () => altered(signed(), "content-type", () => "application/json; a=b"),
      DOES_NOT_FIT,
    ],
    ["the nonce", () => input((text) => text.replace(/nonce="./, 'nonce="_')), DOES_NOT_FIT],
    [
      "the moment",
      () => input((text) => text.replace(/created=(\d+)/, (_, at) => `created=${Number(at) + 1}`)),
      DOES_NOT_FIT,
    ],
    [
      "the end",
      () => input((text) => text.replace(/expires=(\d+)/, (_, at) => `expires=${at}0`)),
      DOES_NOT_FIT,
    ],
    ["the key", () => input((text) => text.replace('keyid="present"', 'keyid="next"')), DOES_NOT_FIT],
    ["the algorithm", () => input((text) => text.replace("hmac-sha256", "hmac-sm3")), DOES_NOT_FIT],
    ["the algorithm, for none", () => input((text) => text.replace("hmac-sha256", "none")), UNREADABLE],
    [
      "the MAC",
      () => altered(signed(), "signature", (text) => text.replace(/:./, (at) => (at === ":A" ? ":B" : ":A"))),
      DOES_NOT_FIT,
    ],
    [
      "the MAC cut short",
      () => altered(signed(), "signature", (text) => `${text.slice(0, -6)}:`),
      UNREADABLE,
    ],
    ["the MAC left empty", () => altered(signed(), "signature", () => "gateway=::"), UNREADABLE],
    ["the headers cut short", () => input((text) => text.slice(0, 60)), UNREADABLE],
    ["a component taken out", () => input((text) => text.replace(' "x-liandong-caller"', "")), UNREADABLE],
    ["every component taken out", () => input((text) => text.replace(/\(.*?\)/, "()")), UNREADABLE],
    [
      "a component of another message",
      () => input((text) => text.replace('"content-digest"', '"content-digest";req')),
      UNREADABLE,
    ],
    ...["created", "expires", "nonce", "keyid", "alg"].map((name): [string, () => Wire, RegExp] => [
      `no ${name}`,
      () => input((text) => text.replace(new RegExp(`;${name}=("[^"]*"|\\d+)`), "")),
      UNREADABLE,
    ]),
    ["a parameter twice", () => input((text) => `${text};created=1`), UNREADABLE],
    ["a parameter nobody knows", () => input((text) => `${text};tag="x"`), UNREADABLE],
    ["no digest", () => without(signed(), "content-digest"), UNREADABLE],
    ["no caller", () => without(signed(), "x-liandong-caller"), UNREADABLE],
    ["no signature", () => without(signed(), "signature"), /not signed/],
    ["no signature input", () => without(signed(), "signature-input"), /not signed/],
    [
      "two signatures",
      () => {
        const wire = altered(signed(), "signature-input", (text) => `${text}, two=${text.slice(8)}`);
        return altered(wire, "signature", (text) => `${text}, two=${text.slice(8)}`);
      },
      UNREADABLE,
    ],
    ["another label", () => altered(signed(), "signature", (text) => `a${text}`), UNREADABLE],
    ["another subgraph's key", () => signed("{ who }", { key: FOREIGN }), /key that is not known/],
    [
      "another subgraph's key under our key's id",
      () => signed("{ who }", { key: { ...FOREIGN, id: "present" } }),
      DOES_NOT_FIT,
    ],
  ])("%s", async (_, wire, reason) => expect(await refusal(wire())).toMatch(reason));
});

it("without keys, a subgraph takes everybody for a visitor, whoever they claim to be", async () => {
  expect((await send(signed(), open)).answer).toEqual({ data: { who: "visitor", purpose: null } });
  expect((await send(without(signed(), "signature", "signature-input"), open)).answer).toEqual({
    data: { who: "visitor", purpose: null },
  });
});
