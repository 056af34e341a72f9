import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  Supergraph,
} from "@apollo/federation-internals";
import { type QueryPlan, QueryPlanner } from "@apollo/query-planner";
import { type GraphQLSchema, parse } from "graphql";
import { addVirtualFields } from "./addVirtualFields.ts";
import { type AppliedDirective, describeDirectives } from "./describeDirectives.ts";
import { mendPlan } from "./mendPlan.ts";
import { mendSupergraph } from "./mendSupergraph.ts";
import type { PlannedOperation } from "./Planner.ts";

/** A supergraph in the memory of this thread, ready to plan. */
export interface BuiltPlanner {
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** Object types of every interface and union, `@inaccessible` ones included. */
  readonly possibleTypes: Readonly<Record<string, readonly string[]>>;
  /** URL by subgraph name, as composed in; empty where there is none. */
  readonly subgraphs: ReadonlyMap<string, string>;
  /** What the supergraph says of its elements in directives that are not the planner's business. */
  readonly directives: readonly AppliedDirective[];
  /** @throws Error when the operation cannot be planned */
  plan(operation: PlannedOperation): QueryPlan;
}

/**
 * Builds the planner of `@apollo/query-planner` (exact version: its API is exported but undocumented, and held by a contract
 * test), with its known faults worked around. Named fragments are written out in subgraph operations, so that equal
 * fetches have equal texts.
 * @throws Error when the SDL is not a supergraph, or asks for a feature the planner does not know
 */
export function buildPlanner(
  supergraphSdl: string,
  { validateSupergraph = false }: { validateSupergraph?: boolean } = {},
): BuiltPlanner {
  const features = { supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, validateSupergraph };
  const original = Supergraph.build(supergraphSdl, features);
  const { sdl, required } = addVirtualFields(mendSupergraph(supergraphSdl));
  const mended = sdl === supergraphSdl ? original : Supergraph.build(sdl, features);
  const planner = new QueryPlanner(mended, { reuseQueryFragments: false });
  const planned = mended.apiSchema();
  return {
    apiSchema: original.apiSchema().toGraphQLJSSchema(),
    possibleTypes: possibleTypes(original),
    directives: describeDirectives(original.schema),
    subgraphs: new Map(original.subgraphsMetadata().map(({ name, url }) => [name, url ?? ""])),
    plan({ source, operationName }) {
      const document = parse(source, { noLocation: true });
      const named = operationName ? { operationName } : {};
      const operation = operationFromDocument(planned, document, { validate: false, ...named });
      return mendPlan(planner.buildQueryPlan(operation), required);
    },
  };
}

function possibleTypes({ schema }: Supergraph): Record<string, string[]> {
  const entries = [
    ...[...schema.interfaceTypes()].map((type) => [type.name, type.possibleRuntimeTypes()] as const),
    ...[...schema.unionTypes()].map((type) => [type.name, type.types()] as const),
  ];
  return Object.fromEntries(entries.map(([name, types]) => [name, types.map((type) => type.name)]));
}
