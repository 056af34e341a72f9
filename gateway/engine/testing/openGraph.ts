import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, parse, validate } from "graphql";
import { composeSupergraph } from "../../supergraph/composeSupergraph.ts";
import type {
  CallContext,
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from "../../transport/SubgraphTransport.ts";
import { createGeneration, type GenerationOptions } from "../createGeneration.ts";
import type { RequestContext } from "../Generation.ts";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@requires", "@provides", "@external", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@context", "@fromContext", "@tag", "@authenticated", "@requiresScopes", "@policy"])`;

/** A subgraph in a test: SDL (the federation link is added) and resolvers; or what it answers, whatever it is asked. */
export interface TestSubgraph {
  sdl: string;
  resolvers?: Record<string, any>;
  answer?: (request: SubgraphRequest, context: CallContext) => unknown;
  /** Awaited before every answer: a test's way to choose who answers first. */
  delay?: () => Promise<void>;
}

/** One call a subgraph received, as far as tests look at it. */
export interface SubgraphCall {
  subgraph: string;
  query: string;
  kind: string;
  variables: any;
  context: CallContext;
}

/** The representations of an `_entities` request. */
export function representationsOf(variables: SubgraphRequest["variables"]): any[] {
  return (variables?.representations ?? []) as any[];
}

/** A federated graph in process, every call on record. `ask` is one client request, as plain JSON. */
export async function openGraph(
  subgraphs: Record<string, TestSubgraph>,
  options: Partial<GenerationOptions> = {},
) {
  const composed = composeSupergraph(
    Object.entries(subgraphs).map(([name, { sdl }]) => ({
      name,
      url: "",
      typeDefs: parse(`${LINK}\n${sdl}`),
    })),
  );
  if ("errors" in composed) throw new Error(composed.errors.join("\n"));
  const calls: SubgraphCall[] = [];
  const transports = new Map(
    Object.entries(subgraphs).map(([name, subgraph]) => [name, openTransport(name, subgraph, calls)]),
  );
  // The clock stands still unless a test moves it: no call is slow, however busy the machine.
  const generation = await createGeneration({
    supergraphSdl: composed.sdl,
    transports,
    now: () => 0,
    ...options,
  });

  const execute = (query: string, variables = {}, context: Partial<RequestContext> = {}) => {
    const document = parse(query);
    const errors = validate(generation.apiSchema, document);
    if (errors.length > 0) throw errors[0];
    return generation.execute({
      source: query,
      document,
      variables,
      context: { securityKey: "test", ...context },
    });
  };

  return {
    generation,
    calls,
    sdl: composed.sdl,
    execute,
    async ask(
      query: string,
      variables?: Record<string, unknown>,
      context?: Partial<CallContext>,
    ): Promise<any> {
      calls.length = 0;
      return JSON.parse(JSON.stringify(await execute(query, variables, context)));
    },
    /** Representations sent to a subgraph, in all its calls, whatever they are called. */
    representations: (subgraph: string): any[] =>
      calls
        .filter((call) => call.subgraph === subgraph)
        .flatMap(({ variables }) => Object.entries(variables ?? {}))
        .filter(([name]) => /^(representations|_r\d+)$/.test(name))
        .flatMap(([, value]) => value),
    /** How often each subgraph was called. */
    counts: () => {
      const counts: Record<string, number> = {};
      for (const { subgraph } of calls) counts[subgraph] = (counts[subgraph] ?? 0) + 1;
      return counts;
    },
  };
}

function openTransport(
  name: string,
  { sdl, resolvers, answer, delay }: TestSubgraph,
  calls: SubgraphCall[],
): SubgraphTransport {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(`${LINK}\n${sdl}`), ...(resolvers ? { resolvers } : {}) },
  ]);
  const respond = async (request: SubgraphRequest, context: CallContext): Promise<unknown> => {
    await delay?.();
    if (answer) return answer(request, context);
    const document = parse(request.query);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    return execute({ schema, document, variableValues: request.variables ?? {}, contextValue: context });
  };
  return {
    async execute(request, context) {
      const { query, kind, variables } = request;
      calls.push({ subgraph: name, query, kind, variables: structuredClone(variables), context });
      const answered = await respond(structuredClone({ ...request }), context);
      if (Object.isFrozen(answered)) return answered as SubgraphAnswer;
      return JSON.parse(JSON.stringify(answered)) as SubgraphAnswer;
    },
    isUp: async () => true,
    close: async () => {},
  };
}
