// A subgraph that fails, in whatever way, nulls only its own part; the error says where, who and why, and leaks nothing.
import { parse } from "graphql";
import pino from "pino";
import { describe, expect, it, vi } from "vitest";
import { createApolloServer } from "../http/createApolloServer.ts";
import { composeSupergraph } from "../supergraph/composeSupergraph.ts";
import { SubgraphFailure } from "../transport/SubgraphFailure.ts";
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from "../transport/SubgraphTransport.ts";
import { createEngine } from "./createEngine.ts";
import { createGeneration } from "./createGeneration.ts";
import type { Generation } from "./Generation.ts";
import { fixedSource, type GenerationSource } from "./GenerationSource.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])`;
const composed = composeSupergraph([
  {
    name: "people",
    url: "",
    typeDefs: parse(
      `${LINK} type Query { person: Person people: [Person!] } type Person @key(fields: "id") { id: ID! name: String }`,
    ),
  },
  {
    name: "visits",
    url: "",
    typeDefs: parse(
      `${LINK} type Query { visits: Int } type Person @key(fields: "id") { id: ID! visits: Int last: String }`,
    ),
  },
]);
if ("errors" in composed) throw new Error(composed.errors.join());
const supergraphSdl = composed.sdl;

const people = {
  person: { __typename: "Person", id: "1", name: "A" },
  people: [1, 2].map((id) => ({ __typename: "Person", id: `${id}`, name: "A" })),
};

/** Asks the joined graph while `visits` answers this way. */
async function ask(
  query: string,
  visits: (request: SubgraphRequest) => Promise<SubgraphResponse>,
  operationName?: string,
) {
  const transport = (execute: SubgraphTransport["execute"]): SubgraphTransport => ({
    execute,
    isUp: async () => true,
    close: async () => {},
  });
  const transports = new Map([
    ["people", transport(async () => ({ data: structuredClone(people) }))],
    ["visits", transport(visits)],
  ]);
  const source = fixedSource(await createGeneration({ supergraphSdl, transports }));
  const apollo = createApolloServer(createEngine(source), pino({ level: "silent" }));
  await apollo.start();
  const { body } = await apollo.executeOperation({
    query,
    ...(operationName === undefined ? {} : { operationName }),
  });
  await apollo.stop();
  return JSON.parse(JSON.stringify(body.kind === "single" ? body.singleResult : null));
}

const unreachable = () =>
  Promise.reject(new SubgraphFailure("visits", "SUBGRAPH_UNREACHABLE", new Error("connect 10.0.0.7:4002")));

describe("an operation's name", () => {
  const answer = vi.fn(async () => ({ data: { visits: 1 } }));

  it.each(["Other", ""])(
    "that the document does not have (%j) is the caller's mistake; nothing is run",
    async (name) => {
      for (const query of ["query Visits { visits }", "{ visits }"]) {
        const { data, errors } = await ask(query, answer, name);
        expect(data).toBeUndefined();
        expect(errors).toMatchObject([{ extensions: { code: "OPERATION_RESOLUTION_FAILURE" } }]);
      }
      expect(answer).not.toHaveBeenCalled();
    },
  );

  it("may be left out where there is one operation", async () => {
    expect(await ask("query Visits { visits }", answer)).toEqual({ data: { visits: 1 } });
  });
});

describe("a subgraph that cannot be reached", () => {
  it("nulls its fields of an entity, with an error at the first of them", async () => {
    expect(await ask("{ person { name n: visits last } }", unreachable)).toEqual({
      data: { person: { name: "A", n: null, last: null } },
      errors: [
        {
          message: 'the subgraph "visits" cannot be reached at present',
          path: ["person", "n"],
          extensions: { code: "SUBGRAPH_UNREACHABLE", serviceName: "visits" },
        },
      ],
    });
  });

  it("nulls its fields of every entity of a list", async () => {
    const { data, errors } = await ask("{ people { visits name } }", unreachable);
    expect(data.people).toEqual([1, 2].map(() => ({ visits: null, name: "A" })));
    expect(errors).toMatchObject([{ path: ["people", 0, "visits"] }]);
  });

  it("nulls its root fields", async () => {
    const { data, errors } = await ask("{ person { name } visits }", unreachable);
    expect(data).toEqual({ person: { name: "A" }, visits: null });
    expect(errors).toMatchObject([{ path: ["visits"], extensions: { serviceName: "visits" } }]);
  });
});

describe("a subgraph that answers errors", () => {
  const errorOf = async (error: object) =>
    (
      await ask("{ person { visits } }", async () => ({
        data: { _entities: [null] },
        errors: [error as never],
      }))
    ).errors[0];

  it("keeps the message of the caller's own mistake", async () => {
    const error = {
      message: "Date is not valid",
      path: ["_entities", 0, "visits"],
      extensions: { code: "BAD_USER_INPUT" },
    };
    expect(await errorOf(error)).toEqual({
      message: "Date is not valid",
      path: ["person", "visits"],
      extensions: { code: "BAD_USER_INPUT", serviceName: "visits" },
    });
  });

  it("hides everything of its own troubles but a correlation id", async () => {
    const error = await errorOf({
      message: "E11000 at mongodb://me:hunter2@10.0.0.7",
      extensions: { code: "MONGO", stacktrace: ["/srv/a.ts"], exception: { a: 1 } },
    });
    expect(JSON.stringify(error)).not.toMatch(/hunter2|10\.0|srv|E11000|MONGO/);
    expect(error).toMatchObject({
      path: ["person", "visits"],
      extensions: { code: "INTERNAL_SERVER_ERROR", serviceName: "visits" },
    });
    expect(error.extensions.correlationId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe("a new supergraph", () => {
  const subgraph = (fields: string, data: object) => async () => {
    const composed = composeSupergraph([{ name: "a", url: "", typeDefs: parse(`type Query { ${fields} }`) }]);
    if ("errors" in composed) throw new Error(composed.errors.join());
    const execute = async () => ({ data: structuredClone(data) as Record<string, unknown> });
    const transport = { execute, isUp: async () => true, close: async () => {} };
    return createGeneration({ supergraphSdl: composed.sdl, transports: new Map([["a", transport]]) });
  };

  /** A source whose generation the test replaces, told or untold. */
  async function openSwap() {
    const [before, after] = [
      await subgraph("old: Int both: Int", { old: 1, both: 1 })(),
      await subgraph("new: Int both: Int", { new: 2, both: 2 })(),
    ];
    let current = before;
    let leases = 0;
    const listeners = new Set<(generation: Generation) => void>();
    const source: GenerationSource = {
      current: () => current,
      acquire: () => {
        leases += 1;
        const release = () => {
          leases -= 1;
        };
        return { generation: current, release };
      },
      onChange: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    };
    const apollo = createApolloServer(createEngine(source), pino({ level: "silent" }));
    await apollo.start();
    return {
      leases: () => leases,
      listeners,
      stop: () => apollo.stop(),
      swap({ isTold }: { isTold: boolean }) {
        current = after;
        if (isTold) for (const listener of listeners) listener(after);
      },
      async ask(query: string) {
        const { body } = await apollo.executeOperation({ query });
        return JSON.parse(JSON.stringify(body.kind === "single" ? body.singleResult : null));
      },
    };
  }

  it("is what operations are validated against and run on from then on", async () => {
    const { ask, swap, stop, listeners } = await openSwap();
    expect(await ask("{ old both }")).toEqual({ data: { old: 1, both: 1 } });
    swap({ isTold: true });
    expect(await ask("{ new both }")).toEqual({ data: { new: 2, both: 2 } });
    expect((await ask("{ old }")).errors).toMatchObject([
      { extensions: { code: "GRAPHQL_VALIDATION_FAILED" } },
    ]);
    await stop();
    expect(listeners.size).toBe(0);
  });

  it("does not run what was validated against the old one and is not valid any more", async () => {
    const { ask, swap, leases } = await openSwap();
    swap({ isTold: false });
    expect(await ask("{ both }")).toEqual({ data: { both: 2 } });
    const refused = await ask("{ old }");
    expect(refused).not.toHaveProperty("data.old");
    expect(refused.errors).toMatchObject([{ extensions: { code: "GRAPHQL_VALIDATION_FAILED" } }]);
    expect(leases()).toBe(0);
  });
});

it("a supergraph with a subgraph nobody can reach is refused at the start", async () => {
  await expect(createGeneration({ supergraphSdl, transports: new Map() })).rejects.toThrow(
    /"people"|"visits"/,
  );
});
