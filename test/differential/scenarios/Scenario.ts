import type { GraphQLFieldResolver } from "graphql";
import { apolloExecutor } from "../graph/apolloExecutor.ts";
import { composeGraph } from "../graph/composeGraph.ts";
import { localTransport, type RecordedCall, type SubgraphBehaviour } from "../graph/localTransport.ts";
import { ourExecutor } from "../graph/ourExecutor.ts";
import { ReferencePlanner } from "../graph/ReferencePlanner.ts";

export type Row = Record<string, any>;

/** One subgraph of a scenario: its SDL (federation imports are added), its root values, its entities by type. */
export interface ScenarioSubgraph {
  sdl: string;
  query?: Row;
  mutation?: Row;
  /** Finds the entity for a representation; what it returns is read by property, functions are called with the arguments. */
  entities?: Record<string, (representation: Row) => Row | null | Error>;
}

/** A question and its one right answer, from the specification. */
export interface ScenarioCase {
  name: string;
  query: string;
  variables?: Row;
  data: unknown;
  /** Paths of the errors, joined with dots; none by default. */
  errors?: string[];
  /** Set where the answer is wrong at present: says how, and whether the plan or the engine is at fault. */
  fault?: string;
}

export interface Scenario {
  /** The situation in plain words. */
  title: string;
  /** Its mutations leave traces: each case gets a graph of its own. */
  isStateful?: true;
  subgraphs(): Record<string, ScenarioSubgraph>;
  cases: ScenarioCase[];
}

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.5", import: ["@key", "@external", "@requires", "@provides", "@shareable", "@override", "@inaccessible", "@interfaceObject", "@extends"])`;

const readProperty: GraphQLFieldResolver<Row, unknown> = (source, args, _, info) => {
  const value = source[info.fieldName];
  return typeof value === "function" ? value(args, source) : value;
};

function behaviour({ sdl, query = {}, mutation = {}, entities = {} }: ScenarioSubgraph): SubgraphBehaviour {
  return {
    typeDefs: sdl.includes("# federation 1") ? sdl : `${LINK}\n${sdl}`,
    rootValue: (operation) => (operation === "query" ? query : mutation),
    fieldResolver: readProperty,
    typeResolver: ({ __typename }) => __typename,
    findEntity(representation) {
      const type = representation.__typename as string;
      const find = entities[type];
      if (!find) throw new Error(`${type} cannot be looked up here`);
      const found = find(representation);
      return found && !(found instanceof Error) ? { __typename: type, ...found } : found;
    },
  };
}

export interface ScenarioAnswer {
  data: unknown;
  errors: string[];
}

/** The scenario's graph; `ours` and `apollo` answer a case. */
export async function openScenario(scenario: Scenario) {
  const subgraphs = Object.entries(scenario.subgraphs());
  const composed = composeGraph(subgraphs.map(([name, subgraph]) => [name, behaviour(subgraph).typeDefs]));
  if ("errors" in composed) throw new Error(composed.errors.join("\n"));
  const calls: RecordedCall[] = [];
  const transports = new Map(
    subgraphs.map(([name, subgraph]) => [name, localTransport(name, behaviour(subgraph), calls)]),
  );
  const ours = await ourExecutor(composed.sdl, transports);
  const apollo = apolloExecutor(new ReferencePlanner(composed.sdl), transports);
  const answer = (result: {
    data?: unknown;
    errors?: readonly { path?: readonly unknown[] | undefined }[];
  }) => ({
    data: JSON.parse(JSON.stringify(result.data ?? null)),
    errors: (result.errors ?? []).map(({ path }) => path?.join(".") ?? "(no path)").sort(),
  });
  return {
    calls,
    ours: async ({ query, variables = {} }: ScenarioCase): Promise<ScenarioAnswer> =>
      answer(await ours.run({ source: query, variables })),
    apollo: async ({ query, variables = {} }: ScenarioCase): Promise<ScenarioAnswer> =>
      answer(await apollo({ source: query, variables })),
    /** Apollo's executor on the engine's plan, which may rename what Apollo's own plan does not. */
    apolloOnOurPlan: async ({ query, variables = {} }: ScenarioCase): Promise<ScenarioAnswer> => {
      const operation = { source: query, variables };
      return answer(await apollo(operation, await ours.planFor(operation)));
    },
    [Symbol.asyncDispose]: () => ours[Symbol.asyncDispose](),
  };
}
