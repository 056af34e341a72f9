import {
  type FieldNode,
  type GraphQLArgument,
  GraphQLError,
  type GraphQLField,
  isListType,
  isNonNullType,
  Kind,
} from "graphql";
import type { PolicyIndex } from "../PolicyIndex.ts";
import type { Amount, Variables } from "./Amount.ts";

/** Items of a list of which the schema says nothing. */
const UNKNOWN_LIST_SIZE = 10;

/** The arguments of `@listSize` (IBM GraphQL cost specification; Federation 2.9). */
interface ListSize {
  assumedSize?: number;
  slicingArguments?: readonly string[];
  sizedFields?: readonly string[];
  requireOneSlicingArgument?: boolean;
}

/** How many items a field answers, and those fields of it whose length its arguments decide. */
export interface FieldSize {
  own: Amount;
  sized: ReadonlyMap<string, Amount>;
}

const NOTHING_SIZED: ReadonlyMap<string, Amount> = new Map();

/**
 * The size of a field's answer. `given` is the size that the field above decides about, for one of its sized fields.
 * @throws GraphQLError `BAD_USER_INPUT`, from here or from the amount, where the schema wants one slicing argument
 */
export function fieldSize(
  { listSize }: PolicyIndex,
  coordinate: string,
  { type, args }: Pick<GraphQLField<unknown, unknown>, "type" | "args">,
  node: FieldNode,
  given?: Amount,
): FieldSize {
  const levels = listLevels(type);
  const spec = listSize.get(coordinate) as ListSize | undefined;
  const inner = UNKNOWN_LIST_SIZE ** Math.max(0, levels - 1);
  if (!spec) return { own: levels === 0 ? 1 : (given ?? UNKNOWN_LIST_SIZE * inner), sized: NOTHING_SIZED };
  const size = slicedSize(spec, coordinate, args, node);
  if (!spec.sizedFields?.length) return { own: levels === 0 ? 1 : (given ?? size), sized: NOTHING_SIZED };
  return {
    own: levels === 0 ? 1 : (given ?? UNKNOWN_LIST_SIZE * inner),
    sized: new Map(spec.sizedFields.map((name) => [name, size])),
  };
}

function listLevels(type: unknown): number {
  if (isNonNullType(type)) return listLevels(type.ofType);
  return isListType(type) ? 1 + listLevels(type.ofType) : 0;
}

function slicedSize(
  { assumedSize, slicingArguments = [], requireOneSlicingArgument = true }: ListSize,
  coordinate: string,
  args: readonly GraphQLArgument[],
  node: FieldNode,
): Amount {
  const fallback = assumedSize ?? UNKNOWN_LIST_SIZE;
  if (slicingArguments.length === 0) return fallback;
  const slices = slicingArguments.map((name) => sliceOf(name, args, node));
  const sizeFor = (variables: Variables): number => {
    const given = slices
      .map((slice) => (typeof slice === "function" ? slice(variables) : slice))
      .filter((slice) => slice !== undefined);
    if (requireOneSlicingArgument && given.length !== 1) throw wantsOneSlice(coordinate, slicingArguments);
    return given.length === 0 ? fallback : Math.max(0, ...given);
  };
  return slices.some((slice) => typeof slice === "function") ? sizeFor : sizeFor({});
}

type Slice = number | undefined | ((variables: Variables) => number | undefined);

/** Where none is given, or null, resolvers take the schema's default. */
function sliceOf(name: string, args: readonly GraphQLArgument[], node: FieldNode): Slice {
  const byDefault = args.find((argument) => argument.name === name)?.defaultValue;
  const otherwise = typeof byDefault === "number" ? byDefault : undefined;
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (value?.kind === Kind.INT) return sizeIn(Number(value.value)) ?? otherwise;
  if (value?.kind !== Kind.VARIABLE) return otherwise;
  const variable = value.name.value;
  return (variables) => sizeIn(variables[variable]) ?? otherwise;
}

/** A value that can be a GraphQL `Int`; others are refused by whoever coerces them. */
const sizeIn = (value: unknown): number | undefined =>
  typeof value === "number" && (value | 0) === value ? value : undefined;

const wantsOneSlice = (coordinate: string, names: readonly string[]): GraphQLError =>
  new GraphQLError(`${coordinate} needs exactly one of the arguments ${names.join(", ")}`, {
    extensions: { code: "BAD_USER_INPUT" },
  });
