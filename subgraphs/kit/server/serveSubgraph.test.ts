// A subgraph over HTTP: GraphQL, health, and clear answers to what is neither.
import { connect } from "node:net";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { GraphQLError, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Listening } from "./listen.ts";
import { serveSubgraph } from "./serveSubgraph.ts";

let listening: Listening;
let isStoreUp = true;
let isContextBroken = false;
const reported: { correlationId: string; message: string }[] = [];
beforeAll(async () => {
  listening = await serveSubgraph(
    {
      name: "talent",
      schema: buildSubgraphSchema([
        {
          typeDefs: parse("type Query { hello(name: String): String broken: String refused: String }"),
          resolvers: {
            Query: {
              hello: (_: unknown, { name }: { name: string }) => `hello ${name}`,
              broken: () => {
                throw new Error("E11000 at /srv/db hunter2");
              },
              refused: () => {
                throw new GraphQLError("name a day", { extensions: { code: "BAD_USER_INPUT", secret: 1 } });
              },
            },
          },
        },
      ]),
      createContext: () => {
        if (isContextBroken) throw new Error("hunter2");
        return {};
      },
      ping: () => (isStoreUp ? Promise.resolve() : Promise.reject(new Error("down"))),
      close: async () => {},
    },
    {
      port: 0,
      host: "127.0.0.1",
      onInternalError: (correlationId, error) =>
        void reported.push({ correlationId, message: (error as Error).message }),
    },
  );
});
afterAll(() => listening.close());

const call = (path: string, init: RequestInit = {}) =>
  fetch(`http://127.0.0.1:${listening.port}${path}`, init);
const post = (body: string, type = "application/json") =>
  call("/graphql", { method: "POST", headers: { "content-type": type }, body });
const query = async (text: string): Promise<any> => (await post(JSON.stringify({ query: text }))).json();

describe("/graphql", () => {
  it("answers a query by POST and by GET", async () => {
    expect(await query('{ hello(name: "王") }')).toEqual({ data: { hello: "hello 王" } });
    const get = await call(`/graphql?query=${encodeURIComponent("{ hello }")}`, {
      headers: { "apollo-require-preflight": "1" },
    });
    expect(await get.json()).toEqual({ data: { hello: "hello undefined" } });
  });

  it("hides what went wrong inside, and passes what the caller can mend", async () => {
    expect((await query("{ broken }")).errors).toMatchObject([
      {
        message: expect.stringMatching(/^the subgraph met an internal error/),
        path: ["broken"],
        extensions: { code: "INTERNAL_SERVER_ERROR" },
      },
    ]);
    expect((await query("{ refused }")).errors).toMatchObject([
      { message: "name a day", extensions: { code: "BAD_USER_INPUT" } },
    ]);
    expect(JSON.stringify(await query("{ broken refused }"))).not.toMatch(/hunter2|srv|secret|stack/);
  });

  it.each([
    ["no JSON", "{", "application/json", 400],
    ["another charset", "{}", "application/json; charset=gbk", 415],
    ["a form", "query={hello}", "text/plain", 415],
    ["what nests too deep", JSON.stringify({ query: `${"{hello".repeat(3_000)}` }), "application/json", 400],
    [
      "a body that is too large",
      JSON.stringify({ query: `{ hello } #${"x".repeat(1_100_000)}` }),
      "application/json",
      413,
    ],
  ])("refuses %s", async (_, body, type, status) => {
    const response = await post(body, type);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
  });
});

it("/health tells whether the store answers", async () => {
  expect((await call("/health")).status).toBe(200);
  isStoreUp = false;
  expect([(await call("/health")).status, await (await call("/health")).json()]).toEqual([
    503,
    { status: "store unavailable", subgraph: "talent" },
  ]);
});

it("anything else is not there, said with a code", async () => {
  const response = await call("/admin");
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
});

it.each(["subscription", "mutation"])("refuses a %s where the schema has none", async (kind) => {
  const response = await post(JSON.stringify({ query: `${kind} { __typename }` }));
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: "BAD_REQUEST" } }] });
});

it("asks which of several operations is meant", async () =>
  expect((await query("query A { hello } query B { hello }")).errors).toMatchObject([
    { extensions: { code: "OPERATION_RESOLUTION_FAILURE" } },
  ]));

it("remembers no texts for strangers", async () => {
  const extensions = { persistedQuery: { version: 2, sha256Hash: "0" } };
  expect(await (await post(JSON.stringify({ extensions }))).json()).toMatchObject({
    errors: [{ extensions: { code: "PERSISTED_QUERY_NOT_SUPPORTED" } }],
  });
});

it("shows nobody how an answer came about", async () => {
  const headers = { "content-type": "application/json", "apollo-federation-include-trace": "ftv1" };
  const answer = await call("/graphql", { method: "POST", headers, body: '{"query":"{ hello }"}' });
  expect(await answer.json()).toEqual({ data: { hello: "hello undefined" } });
});

it("an internal error carries an id under which it was reported, whole", async () => {
  const [{ extensions, message }] = (await query("{ broken }")).errors;
  expect(message).toContain(extensions.correlationId);
  expect(reported).toContainEqual({
    correlationId: extensions.correlationId,
    message: "E11000 at /srv/db hunter2",
  });
});

it("what is no HTTP gets a coded error too", async () => {
  const socket = connect(listening.port, "127.0.0.1");
  socket.end("this is no HTTP\r\n\r\n");
  const answer = Buffer.concat(await socket.toArray()).toString();
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer).toMatch(/"code":"BAD_REQUEST"/);
});

it("a context that cannot be made is a coded 500, and the server lives on", async () => {
  isContextBroken = true;
  const response = await post('{"query":"{ hello }"}');
  isContextBroken = false;
  expect(response.status).toBe(500);
  expect(await response.text()).toMatch(/INTERNAL_SERVER_ERROR/);
  expect(await query("{ hello }")).toEqual({ data: { hello: "hello undefined" } });
});

it("a second server on the port is refused with what to do", async () => {
  const other = {
    name: "talent" as const,
    schema: buildSubgraphSchema([{ typeDefs: parse("type Query { a: Int }") }]),
    createContext: () => ({}),
    ping: async () => {},
    close: async () => {},
  };
  await expect(serveSubgraph(other, { port: listening.port, host: "127.0.0.1" })).rejects.toThrow(
    /already in use: .*--port/,
  );
});
