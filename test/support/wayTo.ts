import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from "graphql";
import { leafValue } from "./leafValue.ts";

/** One step on the way into the graph: a field of an object, and the object type its value is taken for. */
export interface Step {
  object: GraphQLObjectType;
  field: GraphQLField<unknown, unknown>;
}

/** A smallest operation that asks for one element of a schema. */
export interface Way {
  source: string;
  steps: readonly Step[];
  /** Every type and field it touches, the roots left out. */
  touched: readonly string[];
}

/**
 * The shortest way to a field (`Type.field`) or to a field that returns a type (`Type`), through as few elements as
 * possible that `avoid` names. @throws Error when there is none
 */
export function wayTo(schema: GraphQLSchema, coordinate: string, avoid: ReadonlySet<string>): Way {
  const [typeName = "", fieldName] = coordinate.split(".");
  const reaches = ({ object, field }: Step): boolean => {
    if (fieldName === undefined) return valueTypes(schema, field).has(typeName);
    const isOf = object.name === typeName || object.getInterfaces().some(({ name }) => name === typeName);
    return isOf && field.name === fieldName;
  };
  const steps = search(schema, reaches, avoid) ?? search(schema, reaches, new Set());
  if (!steps) throw new Error(`there is no way to ${coordinate}`);
  return {
    source: operation(schema, coordinate, steps),
    steps,
    touched: touchedBy(schema, coordinate, steps),
  };
}

/** What a field's value may be called: its type, and the object types of an interface or union. */
function valueTypes(schema: GraphQLSchema, field: Step["field"]): Set<string> {
  const type = getNamedType(field.type);
  return new Set([type.name, ...objectsOf(schema, type as GraphQLCompositeType).map(({ name }) => name)]);
}

function objectsOf(schema: GraphQLSchema, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  if (!isCompositeType(type)) return [];
  return isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
}

function search(
  schema: GraphQLSchema,
  reaches: (step: Step) => boolean,
  avoid: ReadonlySet<string>,
): Step[] | undefined {
  const roots = [schema.getQueryType(), schema.getMutationType()].filter((type) => !!type);
  const queue = roots.map((object) => ({ object, steps: [] as Step[] }));
  const seen = new Set<string>();
  for (let next = queue.shift(); next; next = queue.shift()) {
    for (const field of Object.values(next.object.getFields())) {
      const step = { object: next.object, field };
      const steps = [...next.steps, step];
      if (reaches(step)) return steps;
      if (avoid.has(`${next.object.name}.${field.name}`) || avoid.has(getNamedType(field.type).name))
        continue;
      for (const object of objectsOf(schema, getNamedType(field.type) as GraphQLCompositeType)) {
        if (seen.has(object.name) || avoid.has(object.name)) continue;
        seen.add(object.name);
        queue.push({ object, steps });
      }
    }
  }
  return undefined;
}

function touchedBy(schema: GraphQLSchema, coordinate: string, steps: readonly Step[]): string[] {
  return steps.flatMap(({ object, field }, at) => {
    const type = getNamedType(field.type);
    const next = steps[at + 1]?.object.name ?? taken(schema, coordinate, field);
    return [`${object.name}.${field.name}`, type.name, ...(next ? [next] : [])];
  });
}

/** The object type of an interface or union that is asked for at the end of a way to that type. */
function taken(schema: GraphQLSchema, coordinate: string, field: Step["field"]): string | undefined {
  const type = getNamedType(field.type);
  return coordinate !== type.name && valueTypes(schema, field).has(coordinate) ? coordinate : undefined;
}

function operation(schema: GraphQLSchema, coordinate: string, steps: readonly Step[]): string {
  let inner = "";
  for (const [at, { object, field }] of [...steps.entries()].reverse()) {
    const type = getNamedType(field.type);
    const next = steps[at + 1]?.object.name ?? taken(schema, coordinate, field);
    const below = inner || (isCompositeType(type) ? "__typename" : "");
    const narrowed = next && isAbstractType(type) ? `__typename ... on ${next} { ${below} }` : below;
    inner = `${field.name}${requiredArguments(field)}${narrowed ? ` { ${narrowed} }` : ""}`;
    const [asked] = coordinate.split(".");
    const isByInterface =
      at === steps.length - 1 && object.getInterfaces().some(({ name }) => name === asked);
    if (isByInterface) inner = `... on ${asked} { ${inner} }`;
    if (at === 0) inner = `${object === schema.getMutationType() ? "mutation" : "query"} { ${inner} }`;
  }
  return inner;
}

function requiredArguments({ args }: Step["field"]): string {
  const given = args.filter(isRequiredArgument).map(({ name, type }) => `${name}: ${literal(type)}`);
  return given.length > 0 ? `(${given.join(", ")})` : "";
}

function literal(type: GraphQLInputType): string {
  if (isNonNullType(type)) return literal(type.ofType as GraphQLInputType);
  if (isListType(type)) return `[${literal(type.ofType as GraphQLInputType)}]`;
  if (isEnumType(type)) return String(type.getValues()[0]?.name);
  if (!isInputObjectType(type)) return JSON.stringify(leafValue(type.name));
  const fields = Object.values(type.getFields()).filter(isRequiredInputField);
  return `{ ${fields.map((field) => `${field.name}: ${literal(field.type)}`).join(", ")} }`;
}
