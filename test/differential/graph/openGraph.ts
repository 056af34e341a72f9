import type { QueryPlan } from "@apollo/query-planner";
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  lexicographicSortSchema,
  parse,
  printSchema,
} from "graphql";
import type { SubgraphTransport } from "../../../gateway/transport/SubgraphTransport.ts";
import { printWorld } from "../world/printSubgraph.ts";
import type { World, WorldRecord } from "../world/World.ts";
import { apolloExecutor, type ClientOperation } from "./apolloExecutor.ts";
import { composeGraph } from "./composeGraph.ts";
import { localTransport, type RecordedCall } from "./localTransport.ts";
import { ReferencePlanner } from "./ReferencePlanner.ts";
import { type StepCounter, worldBehaviour, worldResolver } from "./worldBehaviour.ts";

export type RunOperation = (operation: ClientOperation) => Promise<ExecutionResult>;
export type RunPlanned = (operation: ClientOperation, plan?: QueryPlan) => Promise<ExecutionResult>;

/** A world as a federated graph: three ways to run an operation over the same data. */
export interface OpenGraph {
  world: World;
  supergraphSdl: string;
  subgraphSdl: ReadonlyMap<string, string>;
  /** What clients see. */
  schema: GraphQLSchema;
  planner: ReferencePlanner;
  transports: ReadonlyMap<string, SubgraphTransport>;
  calls: RecordedCall[];
  counter: StepCounter;
  /** Before each run: mutations are counted from zero. */
  reset(): void;
  oracle: RunOperation;
  apollo: RunPlanned;
}

/** @returns undefined (or the reasons) where the world does not compose */
export function openGraph(world: World): OpenGraph | { errors: string[] } {
  const counter: StepCounter = { steps: 0, unfounded: 0 };
  const calls: RecordedCall[] = [];
  const behaviours = new Map(
    [...world.subgraphs].map(([name, subgraph]) => [name, worldBehaviour(world, subgraph, counter)]),
  );
  const subgraphSdl = new Map([...behaviours].map(([name, { typeDefs }]) => [name, typeDefs]));
  const composed = composeGraph(subgraphSdl);
  if ("errors" in composed) return composed;
  const planner = new ReferencePlanner(composed.sdl);
  const schema = oracleSchema(world, planner.supergraph.apiSchema().toGraphQLJSSchema());
  const transports = new Map(
    [...behaviours].map(([name, behaviour]) => [name, localTransport(name, behaviour, calls)]),
  );
  const fieldResolver = worldResolver(world, counter);
  const typeResolver = ({ __typename }: WorldRecord) => __typename;
  return {
    world,
    supergraphSdl: composed.sdl,
    subgraphSdl,
    schema,
    planner,
    transports,
    calls,
    counter,
    reset() {
      counter.steps = 0;
      counter.unfounded = 0;
      calls.length = 0;
    },
    async oracle({ source, operationName, variables }) {
      const isMutation = new RegExp(`mutation ${operationName ?? ""}`).test(source);
      return execute({
        schema,
        document: parse(source),
        ...(operationName ? { operationName } : {}),
        variableValues: variables,
        rootValue: world.roots.get(isMutation ? "Mutation" : "Query"),
        fieldResolver,
        typeResolver,
      });
    },
    apollo: apolloExecutor(planner, transports),
  };
}

/** The merged schema in the API schema's order (introspection shows it), after a check that its content is the world's. */
function oracleSchema(world: World, apiSchema: GraphQLSchema): GraphQLSchema {
  const expected = printSchema(lexicographicSortSchema(buildSchema(printWorld(world))));
  const composed = printSchema(lexicographicSortSchema(apiSchema));
  if (expected !== composed)
    throw new Error(`the composed schema is not the world's:\n${composed}\n---\n${expected}`);
  return buildSchema(printSchema(apiSchema));
}
