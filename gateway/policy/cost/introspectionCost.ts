import type { FieldNode, GraphQLSchema } from "graphql";

/** What one object of the schema's description weighs: it is in memory, and no agency is asked. */
export const INTROSPECTION_WEIGHT = 0.05;

/** Usual lengths of what the schema says of one type, field or directive. */
const SIZES: Readonly<Record<string, number>> = {
  fields: 8,
  args: 2,
  inputFields: 6,
  enumValues: 6,
  interfaces: 1,
  possibleTypes: 2,
  locations: 4,
};

/** How long a list of the introspection system is, in a given schema (GraphQL spec §4.2). */
export function introspectionSize(schema: GraphQLSchema, { name }: FieldNode): number {
  if (name.value === "types") return Object.keys(schema.getTypeMap()).length;
  if (name.value === "directives") return schema.getDirectives().length;
  return SIZES[name.value] ?? 1;
}
