import {
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
} from "graphql";
import type { AppliedDirective } from "../../../gateway/planner/describeDirectives.ts";
import type { Scope } from "../../../subgraphs/kit/caller/Scope.ts";
import type { Dice } from "../world/Dice.ts";

const SCOPES: readonly Scope[] = ["referral:read", "intake:read", "volunteer:read", "audit:read"];
const POLICIES = ["states-purpose", "break-glass", "agency:stations"];

/** Random `@authenticated`, `@requiresScopes` and `@policy` on some types and fields of a schema. */
export function randomRules(schema: GraphQLSchema, dice: Dice): AppliedDirective[] {
  const coordinates: string[] = [];
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    const isRoot = type === schema.getQueryType() || type === schema.getMutationType();
    const isKind = isObjectType(type) || isInterfaceType(type) || isUnionType(type) || isEnumType(type);
    if ((isKind || isScalarType(type)) && dice.chance(isRoot ? 0.02 : 0.06)) coordinates.push(type.name);
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.keys(type.getFields()))
      if (dice.chance(0.12)) coordinates.push(`${type.name}.${field}`);
  }
  return coordinates.map((coordinate) => ({ coordinate, subgraphs: [], ...randomRule(dice) }));
}

function randomRule(dice: Dice): Pick<AppliedDirective, "name" | "args"> {
  const lists = (of: readonly string[]) =>
    Array.from({ length: dice.between(1, 2) }, () => dice.some(of, 1, 2));
  const name = dice.pick(["authenticated", "requiresScopes", "requiresScopes", "policy"]);
  if (name === "requiresScopes") return { name, args: { scopes: lists(SCOPES) } };
  if (name === "policy") return { name, args: { policies: lists(POLICIES) } };
  return { name, args: {} };
}

/** Somebody who holds some of what those rules ask for. */
export function randomCaller(dice: Dice) {
  return {
    principal: dice.chance(0.25) ? "visitor" : "user:test",
    agency: dice.chance(0.5) ? ("stations" as const) : null,
    unit: null,
    scopes: dice.some(SCOPES, 0, 3),
    purpose: dice.chance(0.5) ? ("supervision" as const) : null,
    breakGlass: dice.chance(0.3),
  };
}
