// A subgraph over HTTP: GraphQL, health, and clear answers to what is neither.
import { buildSubgraphSchema } from "@apollo/subgraph";
import { GraphQLError, parse } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Listening } from "./listen.ts";
import { serveSubgraph } from "./serveSubgraph.ts";

let listening: Listening;
let isStoreUp = true;
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
      createContext: () => ({}),
      ping: () => (isStoreUp ? Promise.resolve() : Promise.reject(new Error("down"))),
      close: async () => {},
    },
    { port: 0, host: "127.0.0.1" },
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
        message: "the subgraph met an internal error",
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

it("anything else is not there", async () => expect((await call("/admin")).status).toBe(404));

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
