import {
  type DirectiveNode,
  type FieldNode,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  isInterfaceType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { ownValue } from "../codegen.ts";
import type { PlanKeys } from "../plan/PlanKeys.ts";
import type { Fragments } from "../plan/ResponseFields.ts";

/** What selection sets mean beside their text: types, fragments, and the variables of `@skip` and `@include`. */
export interface SelectionContext {
  schema: GraphQLSchema;
  fragments: Fragments;
  /** Under which keys the client's are found in the data. */
  keys: PlanKeys;
  /** Values of the variables that decide; others need not be there. */
  variables: Readonly<Record<string, unknown>>;
}

/** What collecting alone needs. */
export type CollectContext = Omit<SelectionContext, "keys">;

/** Fields by response key, in the order of the answer; several nodes where a key is selected several times. */
export type CollectedFields = Map<string, FieldNode[]>;

/** A type with fields: of an object, or of an interface object whose own type nobody asked for. */
export type FieldsType = GraphQLObjectType | GraphQLInterfaceType;

/** `CollectFields` of the GraphQL specification (6.3.2), for one type; without one all type conditions are laid over one another. */
export function collectFields(
  context: CollectContext,
  type: FieldsType | undefined,
  selectionSets: readonly SelectionSetNode[],
): CollectedFields {
  const collected: CollectedFields = new Map();
  const visited = new Set<string>();
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, context)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = responseKey(selection);
        const nodes = collected.get(key);
        if (nodes) nodes.push(selection);
        else collected.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (visited.has(selection.name.value)) continue;
        visited.add(selection.name.value);
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : context.fragments.get(selection.name.value);
      if (fragment && fragmentApplies(context.schema, fragment.typeCondition?.name.value, type))
        collect(fragment.selectionSet);
    }
  };
  for (const selectionSet of selectionSets) collect(selectionSet);
  return collected;
}

export function responseKey({ alias, name }: FieldNode): string {
  return alias?.value ?? name.value;
}

/** The selection sets below the nodes of one response key. */
export function selectionSetsOf(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
}

function fragmentApplies(
  schema: GraphQLSchema,
  condition: string | undefined,
  type: FieldsType | undefined,
): boolean {
  if (type === undefined || condition === undefined || condition === type.name) return true;
  const conditionType = schema.getType(condition);
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type);
}

/** Whether `@skip` and `@include` let a selection through. */
export function isIncluded(
  { directives = [] }: SelectionNode,
  { variables }: Pick<CollectContext, "variables">,
): boolean {
  return directives.every((directive) => {
    const { value } = directive.name;
    if (value !== "skip" && value !== "include") return true;
    return conditionOf(directive, variables) === (value === "include");
  });
}

function conditionOf(
  { arguments: given = [] }: DirectiveNode,
  variables: Readonly<Record<string, unknown>>,
): boolean {
  const value = given.find(({ name }) => name.value === "if")?.value;
  if (value?.kind === Kind.BOOLEAN) return value.value;
  return value?.kind === Kind.VARIABLE && ownValue(variables as never, value.name.value) === true;
}

/**
 * The interface whose fields an object has that does not say its object type: a subgraph that knows an interface as an
 * `@interfaceObject` answers with the interface's name, or with no name where nobody asked for one. Undefined where the
 * type would have to be known.
 */
export function interfaceStandingIn(
  { schema }: Pick<SelectionContext, "schema">,
  abstractType: string,
  typename: unknown,
): GraphQLInterfaceType | undefined {
  const declared = schema.getType(abstractType);
  const named = typename === undefined ? declared : schema.getType(String(typename));
  if (!isInterfaceType(named) || !isAbstractType(declared)) return undefined;
  return named === declared || schema.isSubType(declared, named) ? named : undefined;
}
