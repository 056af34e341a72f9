import { setImmediate as nextTurn } from "node:timers/promises";
import {
  GraphQLDirective,
  GraphQLEnumType,
  GraphQLInputObjectType,
  type GraphQLInputType,
  GraphQLInterfaceType,
  GraphQLList,
  type GraphQLNamedType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLScalarType,
  GraphQLSchema,
  type GraphQLType,
  GraphQLUnionType,
  introspectionTypes,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  specifiedDirectives,
  specifiedScalarTypes,
} from "graphql";
import type { InputValueDescription, SchemaDescription, TypeDescription } from "./SchemaDescription.ts";

/** How long a slice may take before the event loop gets its turn, in milliseconds. */
const SLICE_MS = 4;

/**
 * Builds the schema that `describeSchema` described, in slices between which the event loop runs: graphql-js would
 * build a large one in a single block. It is not validated again (`assumeValid`).
 */
export async function buildSchemaInSlices(
  description: SchemaDescription,
  clock: () => number = () => performance.now(),
): Promise<GraphQLSchema> {
  let sliceEnd = clock() + SLICE_MS;
  const breathe = async () => {
    if (clock() < sliceEnd) return;
    await nextTurn();
    sliceEnd = clock() + SLICE_MS;
  };
  const types = new TypeTable();
  for (const chunk of description.chunks) {
    for (const type of JSON.parse(chunk) as TypeDescription[]) types.add(type);
    await breathe();
  }
  for (const type of types.own) {
    // Fields are resolved on first use, which would be all at once in the schema's constructor.
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type)) type.getFields();
    await breathe();
  }
  const root = (name: string | undefined) => (name ? types.object(name) : undefined);
  await nextTurn();
  return new GraphQLSchema({
    description: description.description,
    query: root(description.query),
    mutation: root(description.mutation),
    subscription: root(description.subscription),
    types: types.own,
    directives: [
      ...specifiedDirectives,
      ...description.directives.map(
        ({ args, ...directive }) => new GraphQLDirective({ ...directive, args: types.inputs(args) }),
      ),
    ],
    assumeValid: true,
  });
}

/** The types built so far, by name; references among them are resolved when fields are first asked for. */
class TypeTable {
  readonly own: GraphQLNamedType[] = [];
  readonly #named = new Map<string, GraphQLNamedType>();
  /** Each type reference once, by its SDL: a schema repeats `String!` thousands of times. */
  readonly #references = new Map<string, GraphQLType>();

  constructor() {
    for (const type of [...specifiedScalarTypes, ...introspectionTypes]) this.#named.set(type.name, type);
  }

  add(description: TypeDescription): void {
    const type = this.#build(description);
    this.own.push(type);
    this.#named.set(type.name, type);
  }

  object(name: string): GraphQLObjectType {
    return this.#reference(name) as GraphQLObjectType;
  }

  inputs(values: Record<string, InputValueDescription>) {
    return mapValues(values, (value) => ({
      ...value,
      type: this.#reference(value.type) as GraphQLInputType,
    }));
  }

  #reference(sdl: string): GraphQLType {
    let type = this.#references.get(sdl) ?? this.#named.get(sdl);
    if (type) return type;
    if (sdl.endsWith("!")) type = new GraphQLNonNull(this.#reference(sdl.slice(0, -1)) as GraphQLObjectType);
    else if (sdl.startsWith("[")) type = new GraphQLList(this.#reference(sdl.slice(1, -1)));
    else throw new Error(`the schema's description has no type "${sdl}"`);
    this.#references.set(sdl, type);
    return type;
  }

  #build(type: TypeDescription): GraphQLNamedType {
    const { name, description } = type;
    switch (type.kind) {
      case "scalar":
        return new GraphQLScalarType({ name, description, specifiedByURL: type.specifiedByURL });
      case "union":
        return new GraphQLUnionType({
          name,
          description,
          types: () => type.types.map((one) => this.object(one)),
        });
      case "enum":
        return new GraphQLEnumType({ name, description, values: type.values });
      case "input": {
        const { isOneOf, fields } = type;
        return new GraphQLInputObjectType({ name, description, isOneOf, fields: () => this.inputs(fields) });
      }
      case "object":
      case "interface": {
        const config = {
          name,
          description,
          interfaces: () => type.interfaces.map((one) => this.#reference(one) as GraphQLInterfaceType),
          fields: () =>
            mapValues(type.fields, ({ args, ...field }) => ({
              ...field,
              type: this.#reference(field.type) as GraphQLOutputType,
              args: this.inputs(args),
            })),
        };
        return type.kind === "object" ? new GraphQLObjectType(config) : new GraphQLInterfaceType(config);
      }
    }
  }
}

function mapValues<V, W>(values: Record<string, V>, map: (value: V) => W): Record<string, W> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}
