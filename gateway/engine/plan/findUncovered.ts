import {
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import type { EntityFetch, RootFetch } from "./compileFetch.ts";
import { fieldsOfPath } from "./FlattenPath.ts";
import type { Fragments, ResponseFields } from "./ResponseFields.ts";
import { unaliased } from "./unaliased.ts";

type Coverage = Map<string, Coverage>;

interface CoverageContext {
  schema: GraphQLSchema;
  fragments: Fragments;
}

/**
 * A field of the operation that no fetch of the plan asks for, as its path of response keys. The planner (2.14.4) leaves fields
 * out that it cannot reach instead of failing, which would be nulls without a word. Only fields that every object at
 * their place has are looked at: others may be left out rightly, where a subgraph has none of the types.
 */
export function findUncovered(
  context: CoverageContext,
  rootType: GraphQLObjectType,
  { selectionSet }: OperationDefinitionNode,
  fetches: readonly (RootFetch | EntityFetch)[],
): string[] | undefined {
  const covered: Coverage = new Map();
  for (const { path, operation } of fetches) {
    let at = covered;
    for (const field of fieldsOfPath(path)) at = below(at, field);
    addFields(at, operation.fields);
  }
  return findIn(context, rootType, selectionSet, covered, []);
}

function below(coverage: Coverage, key: string): Coverage {
  const known = coverage.get(key) ?? new Map();
  coverage.set(key, known);
  return known;
}

function addFields(coverage: Coverage, fields: ResponseFields): void {
  for (const [key, { fields: inner }] of fields) {
    const at = below(coverage, unaliased(key));
    if (inner) addFields(at, inner);
  }
}

function findIn(
  context: CoverageContext,
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
  covered: Coverage,
  path: readonly string[],
): string[] | undefined {
  // Where the planner found nothing but the type's name worth asking, no subgraph has any of the types.
  if (path.length > 0 && [...covered.keys()].every((key) => key === "__typename")) return undefined;
  for (const selection of selections) {
    if (isNeverIncluded(selection)) continue;
    if (selection.kind !== Kind.FIELD) {
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
      if (!fragment || !holdsForAll(context.schema, fragment.typeCondition?.name.value, type)) continue;
      const found = findIn(context, type, fragment.selectionSet, covered, path);
      if (found) return found;
      continue;
    }
    const name = selection.name.value;
    if (name.startsWith("__") || isUnionType(type)) continue;
    const key = selection.alias?.value ?? name;
    const inner = covered.get(key);
    if (!inner) return [...path, key];
    const fieldType = getNamedType(type.getFields()[name]?.type);
    if (!selection.selectionSet || !isCompositeType(fieldType)) continue;
    const found = findIn(context, fieldType, selection.selectionSet, inner, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** Whether a fragment's condition holds whatever object of the type it is. */
function holdsForAll(
  schema: GraphQLSchema,
  condition: string | undefined,
  type: GraphQLCompositeType,
): boolean {
  if (condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && !isUnionType(type) && schema.isSubType(conditionType, type);
}

function isNeverIncluded({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name, arguments: given = [] }) => {
    const value = given[0]?.value;
    if (value?.kind !== Kind.BOOLEAN) return false;
    return (name.value === "skip" && value.value) || (name.value === "include" && !value.value);
  });
}
