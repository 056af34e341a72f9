import {
  type FieldNode,
  type GraphQLArgument,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  Kind,
  type ValueNode,
} from "graphql";
import type { PolicyIndex } from "../PolicyIndex.ts";
import { type Amount, sum } from "./Amount.ts";

/** Variables that nest deeper are more than anybody may spend: they could be meant to exhaust the stack. */
const MAX_VALUE_DEPTH = 200;

/** What the arguments of a field cost by `@cost` on them and on fields of input objects; without one they are free. */
export function inputCost(
  { cost }: PolicyIndex,
  coordinate: string,
  args: readonly GraphQLArgument[],
  node: FieldNode,
): Amount {
  if (cost.size === 0) return 0;
  return sum(
    (node.arguments ?? []).map(({ name, value }) => {
      const argument = args.find((one) => one.name === name.value);
      if (!argument) return 0;
      return sum([cost.get(`${coordinate}(${name.value}:)`) ?? 0, literalCost(cost, argument.type, value)]);
    }),
  );
}

function literalCost(cost: PolicyIndex["cost"], type: GraphQLInputType, value: ValueNode): Amount {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return 0;
  if (value.kind === Kind.VARIABLE) {
    const name = value.name.value;
    return weighsSomething(cost, type) ? (variables) => valueCost(cost, type, variables[name]) : 0;
  }
  if (value.kind === Kind.LIST) return sum(value.values.map((item) => literalCost(cost, type, item)));
  if (value.kind !== Kind.OBJECT) return 0;
  return sum(
    value.fields.map((field) => {
      const definition = named.getFields()[field.name.value];
      if (!definition) return 0;
      const own = cost.get(`${named.name}.${definition.name}`) ?? 0;
      return sum([own, literalCost(cost, definition.type, field.value)]);
    }),
  );
}

/** The same for a value that comes in a variable, not yet checked. */
function valueCost(cost: PolicyIndex["cost"], type: GraphQLInputType, value: unknown, depth = 0): number {
  if (depth > MAX_VALUE_DEPTH) return Number.MAX_SAFE_INTEGER;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== "object" || value === null) return 0;
  if (Array.isArray(value))
    return value.reduce((total, item) => total + valueCost(cost, type, item, depth + 1), 0);
  let total = 0;
  for (const [name, { type: fieldType }] of Object.entries(named.getFields())) {
    if (!Object.hasOwn(value, name)) continue;
    total += cost.get(`${named.name}.${name}`) ?? 0;
    total += valueCost(cost, fieldType, (value as Record<string, unknown>)[name], depth + 1);
  }
  return total;
}

/** Whether a value of a type can cost anything. */
function weighsSomething(
  cost: PolicyIndex["cost"],
  type: GraphQLInputType,
  seen: Set<string> = new Set(),
): boolean {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.has(named.name)) return false;
  seen.add(named.name);
  return Object.values(named.getFields()).some(
    (field) => cost.has(`${named.name}.${field.name}`) || weighsSomething(cost, field.type, seen),
  );
}
