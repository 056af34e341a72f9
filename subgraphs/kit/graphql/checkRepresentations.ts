import {
  type GraphQLError,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
} from "graphql";
import { badInput } from "./badInput.ts";

type EntityType = GraphQLObjectType | GraphQLInterfaceType;
type Check = (value: unknown) => boolean;
type Checks = ReadonlyMap<string, Check>;

/**
 * Makes `_entities` check what it is asked for before any reference resolver sees it. Federation passes representations as
 * `_Any`: whatever JSON the caller sends, an operator of the database in place of an id included. Each must be an object of
 * an entity's type with at least one whole key, and its values of the kinds the contract gives them (scalars by their JSON
 * kind; what they may say is the resolver's business). Another one is `BAD_USER_INPUT` in its place of the list.
 * @returns the same schema
 */
export function checkRepresentations(schema: GraphQLSchema): GraphQLSchema {
  const entity = schema.getType("_Entity");
  const field = schema.getQueryType()?.getFields()._entities;
  if (!field?.resolve || !isUnionType(entity)) return schema;
  // Interfaces with a key are entities too, though no members of the union.
  const interfaces = Object.values(schema.getTypeMap()).filter((type) => isInterfaceType(type));
  const entities = [...entity.getTypes(), ...interfaces.filter((type) => keysOf(type).length > 0)];
  const problemsByType = new Map(entities.map((type) => [type.name, createProblem(type)]));
  const resolve = field.resolve;

  field.resolve = (source, args: { representations: unknown[] }, context, info) => {
    const faults = new Map<number, GraphQLError>();
    args.representations.forEach((representation, at) => {
      const problem = problemOf(representation, problemsByType);
      if (problem) faults.set(at, badInput(`representation ${at} ${problem}`));
    });
    if (faults.size === 0) return resolve(source, args, context, info);
    const good = args.representations.filter((_, at) => !faults.has(at));
    const found = (resolve(source, { representations: good }, context, info) as unknown[])[Symbol.iterator]();
    return args.representations.map((_, at) => faults.get(at) ?? found.next().value);
  };
  return schema;
}

function problemOf(
  representation: unknown,
  problemsByType: ReadonlyMap<unknown, (representation: Record<string, unknown>) => string | null>,
): string | null {
  if (!isObject(representation)) return "is not an object";
  const problem = problemsByType.get(representation.__typename);
  return problem ? problem(representation) : "names no entity of this subgraph in __typename";
}

function createProblem(type: EntityType): (representation: Record<string, unknown>) => string | null {
  const checks: Checks = new Map(
    Object.values(type.getFields()).map((field) => [field.name, checkOf(field)]),
  );
  const keys = keysOf(type);
  return (representation) => {
    for (const name in representation) {
      if (name !== "__typename" && !checks.get(name)?.(representation[name]))
        return `has no "${name.slice(0, 40)}" of the kind ${type.name} has`;
    }
    const isWhole = keys.some((key) => key.every((name) => Object.hasOwn(representation, name)));
    return isWhole ? null : `has no whole key of ${type.name}`;
  };
}

/** Fields of each of the type's keys; of nested ones the outer field. */
function keysOf({ astNode, extensionASTNodes }: EntityType): string[][] {
  const directives = [astNode, ...extensionASTNodes].flatMap((node) => node?.directives ?? []);
  return directives
    .filter(({ name }) => name.value === "key" || name.value === "federation__key")
    .map(({ arguments: args = [] }) => {
      const fields = args.find(({ name }) => name.value === "fields")?.value;
      if (fields?.kind !== Kind.STRING) return [];
      const [operation] = parse(`{ ${fields.value} }`, { noLocation: true }).definitions;
      if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
      return operation.selectionSet.selections.flatMap((one) =>
        one.kind === Kind.FIELD ? one.name.value : [],
      );
    });
}

const checkOf = ({ type }: GraphQLField<unknown, unknown>): Check => checkOfType(type);

function checkOfType(type: GraphQLOutputType): Check {
  if (isNonNullType(type)) {
    const check = checkOfType(type.ofType);
    return (value) => value !== null && check(value);
  }
  if (isListType(type)) {
    const check = checkOfType(type.ofType);
    return (value) => value === null || (Array.isArray(value) && value.every(check));
  }
  if (isObjectType(type)) {
    // Made when first asked for: types refer to one another.
    let checks: Checks | undefined;
    return (value) => {
      if (value === null) return true;
      if (!isObject(value)) return false;
      checks ??= new Map(Object.values(type.getFields()).map((field) => [field.name, checkOf(field)]));
      for (const name in value) {
        if (name !== "__typename" && !checks.get(name)?.(value[name])) return false;
      }
      return true;
    };
  }
  if (isEnumType(type)) {
    const values = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => value === null || values.has(value);
  }
  const kind = KINDS[type.name] ?? "string";
  return (value) => value === null || typeof value === kind;
}

/** The JSON kind of each scalar; those of our own are strings. */
const KINDS: Readonly<Record<string, string>> = { Int: "number", Float: "number", Boolean: "boolean" };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
