import {
  type GraphQLArgument,
  type GraphQLDirective,
  type GraphQLFieldMap,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isScalarType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  isUnionType,
} from "graphql";
import type {
  DirectiveDescription,
  FieldDescription,
  InputValueDescription,
  SchemaDescription,
  TypeDescription,
} from "./SchemaDescription.ts";

/** Types per chunk: reading and building so many takes well under a millisecond. */
const TYPES_PER_CHUNK = 16;

/** A schema as plain data, for `buildSchemaInSlices` in another thread. Internal values of enums are their names. */
export function describeSchema(schema: GraphQLSchema): SchemaDescription {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type))
    .map(describeType);
  const chunks: string[] = [];
  for (let at = 0; at < types.length; at += TYPES_PER_CHUNK) {
    chunks.push(JSON.stringify(types.slice(at, at + TYPES_PER_CHUNK)));
  }
  const [query, mutation, subscription] = [
    schema.getQueryType(),
    schema.getMutationType(),
    schema.getSubscriptionType(),
  ].map((type) => type?.name);
  return {
    description: schema.description,
    ...(query && { query }),
    ...(mutation && { mutation }),
    ...(subscription && { subscription }),
    directives: schema
      .getDirectives()
      .filter((directive) => !isSpecifiedDirective(directive))
      .map(describeDirective),
    chunks,
  };
}

function describeType(type: GraphQLNamedType): TypeDescription {
  const { name, description } = type;
  if (isScalarType(type)) return { kind: "scalar", name, description, specifiedByURL: type.specifiedByURL };
  if (isUnionType(type)) return { kind: "union", name, description, types: type.getTypes().map(String) };
  if (isEnumType(type)) {
    const values = type
      .getValues()
      .map((value) => [
        value.name,
        { description: value.description, deprecationReason: value.deprecationReason },
      ]);
    return { kind: "enum", name, description, values: Object.fromEntries(values) };
  }
  if (isInputObjectType(type)) {
    const fields = inputValues(Object.values(type.getFields()));
    return { kind: "input", name, description, isOneOf: type.isOneOf, fields };
  }
  return {
    kind: isInterfaceType(type) ? "interface" : "object",
    name,
    description,
    interfaces: type.getInterfaces().map(String),
    fields: describeFields(type.getFields()),
  };
}

function describeFields(fields: GraphQLFieldMap<unknown, unknown>): Record<string, FieldDescription> {
  return Object.fromEntries(
    Object.values(fields).map(({ name, description, deprecationReason, type, args }) => [
      name,
      { description, deprecationReason, type: String(type), args: inputValues(args) },
    ]),
  );
}

function inputValues(
  values: readonly (GraphQLArgument | GraphQLInputField)[],
): Record<string, InputValueDescription> {
  return Object.fromEntries(
    values.map(({ name, description, deprecationReason, type, defaultValue }) => [
      name,
      { description, deprecationReason, type: String(type), defaultValue },
    ]),
  );
}

function describeDirective({
  name,
  description,
  locations,
  isRepeatable,
  args,
}: GraphQLDirective): DirectiveDescription {
  return { name, description, locations, isRepeatable, args: inputValues(args) };
}
