import { type GraphQLLeafType, isEnumType } from "graphql";

/** Stands for a value that is not of its type. */
export const INVALID = Symbol("invalid");

/** Checks a value that a subgraph has serialized, for the answer: the value, or `INVALID`. */
export type LeafCheck = (value: unknown) => unknown;

/**
 * The check of a leaf type (GraphQL specification 3.5, results): custom scalars pass as they are, enum values have to be those
 * clients know, an ID may come as a whole number.
 */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (isEnumType(type)) {
    const names = new Set<unknown>(type.getValues().map(({ name }) => name));
    return (value) => (names.has(value) ? value : INVALID);
  }
  switch (type.name) {
    case "String":
      return (value) => (typeof value === "string" ? value : INVALID);
    case "Boolean":
      return (value) => (typeof value === "boolean" ? value : INVALID);
    case "Int":
      return (value) => ((value as number) === ((value as number) | 0) ? value : INVALID);
    case "Float":
      return (value) => (Number.isFinite(value) ? value : INVALID);
    case "ID":
      return (value) =>
        typeof value === "string" ? value : Number.isSafeInteger(value) ? String(value) : INVALID;
    default:
      return (value) => value;
  }
}
