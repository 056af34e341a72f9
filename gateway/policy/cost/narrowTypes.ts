import { type ASTNode, type DirectiveNode, Kind, type ValueNode } from "graphql";
import type { Condition } from "./Amount.ts";

/** Under which circumstances a selection counts: of which object types, and when. */
export interface Circumstance {
  /** Undefined: of all types that can be there. */
  types: readonly string[] | undefined;
  condition: Condition;
  /** The same for equal conditions. */
  conditionKey: string;
}

export const ALWAYS: Circumstance = { types: undefined, condition: true, conditionKey: "" };

/** The circumstance inside a fragment on a type whose objects are `possible`, where `all` can be there. */
export function narrowTypes(
  circumstance: Circumstance,
  possible: readonly string[],
  all: readonly string[],
): Circumstance {
  const current = circumstance.types ?? all;
  const types = current.filter((type) => possible.includes(type));
  return types.length === current.length ? circumstance : { ...circumstance, types };
}

/** The circumstance of a node with `@skip` or `@include` (GraphQL spec §3.13). */
export function narrowCondition(
  circumstance: Circumstance,
  { directives = [] }: ASTNode & { directives?: readonly DirectiveNode[] },
): Circumstance {
  let narrowed = circumstance;
  for (const { name, arguments: args = [] } of directives) {
    const isSkip = name.value === "skip";
    if (!isSkip && name.value !== "include") continue;
    const value = args.find((argument) => argument.name.value === "if")?.value;
    if (!value) continue;
    const condition = conditionOf(value, isSkip);
    const { condition: before } = narrowed;
    narrowed = {
      ...narrowed,
      condition:
        typeof condition === "boolean"
          ? condition && before
          : typeof before === "boolean"
            ? before && condition
            : (variables) => before(variables) && condition(variables),
      conditionKey: `${narrowed.conditionKey}${isSkip ? "!" : "&"}${value.kind === Kind.VARIABLE ? value.name.value : condition}`,
    };
  }
  return narrowed;
}

/** A variable without a value counts as asking for the field. */
function conditionOf(value: ValueNode, isSkip: boolean): Condition {
  if (value.kind === Kind.BOOLEAN) return value.value !== isSkip;
  if (value.kind !== Kind.VARIABLE) return true;
  const name = value.name.value;
  return isSkip ? (variables) => variables[name] !== true : (variables) => variables[name] !== false;
}
