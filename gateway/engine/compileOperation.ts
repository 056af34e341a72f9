import type { QueryPlan } from "@apollo/query-planner";
import { type GraphQLObjectType, type GraphQLSchema, isNonNullType } from "graphql";
import type { JsonObject } from "./codegen.ts";
import { type CompiledPlan, compilePlan } from "./plan/compilePlan.ts";
import { countSelections } from "./plan/countSelections.ts";
import { findUncovered } from "./plan/findUncovered.ts";
import type { PlanKeys } from "./plan/PlanKeys.ts";
import type { OperationParts } from "./plan/resolveConditions.ts";
import type { PlannableOperation } from "./plan/toPlannable.ts";
import { collectFields } from "./response/collectFields.ts";
import { compileResponse, type MakeResponse } from "./response/compileResponse.ts";
import type { TypeTable } from "./TypeTable.ts";

/** One client operation with its conditions decided, ready to run any number of times. */
export interface CompiledOperation {
  plan: CompiledPlan;
  makeResponse: MakeResponse;
  /** What the client calls the plan's response keys. */
  keys: PlanKeys;
  /** The operation as planned: what its errors may be located at. */
  planned: OperationParts;
  schema: GraphQLSchema;
  types: TypeTable;
  /** How many selections it was compiled from, fragments written out: its memory goes by that. */
  selections: number;
}

/** The types an operation is compiled against. */
export interface OperationTypes {
  schema: GraphQLSchema;
  types: TypeTable;
}

/**
 * Compiles an operation and its plan, for these values of the variables that decide about fields.
 * @throws Error when the plan has something that cannot be run, or leaves a field out
 */
export function compileOperation(
  { schema, types }: OperationTypes,
  { definition, fragments }: OperationParts,
  planned: PlannableOperation,
  variables: JsonObject,
  plan: QueryPlan,
): CompiledOperation {
  const rootType = schema.getRootType(definition.operation);
  if (!rootType) throw new Error(`the schema has no ${definition.operation} type`);
  const { keys } = planned;
  const compiled = compilePlan(plan, { types, nonNullRootKeys: nonNullKeys(schema, rootType, planned) });
  const uncovered = findUncovered(
    { schema, fragments: planned.fragments },
    rootType,
    planned.definition,
    compiled.fetches,
  );
  if (uncovered) throw new Error(`the plan does not fetch ${uncovered.map(keys.toClient, keys).join(".")}`);
  return {
    plan: compiled,
    makeResponse: compileResponse({ schema, fragments, keys, variables }, rootType, definition),
    keys,
    planned,
    schema,
    types,
    selections: countSelections(planned.definition.selectionSet, planned.fragments),
  };
}

function nonNullKeys(
  schema: GraphQLSchema,
  rootType: GraphQLObjectType,
  { definition, fragments }: OperationParts,
): Set<string> {
  const collected = collectFields({ schema, fragments, variables: {} }, rootType, [definition.selectionSet]);
  const isNonNull = (name: string | undefined): boolean =>
    name !== undefined && isNonNullType(rootType.getFields()[name]?.type);
  return new Set([...collected].filter(([, [node]]) => isNonNull(node?.name.value)).map(([key]) => key));
}
