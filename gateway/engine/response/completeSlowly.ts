import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type SelectionSetNode,
} from "graphql";
import { isJsonObject, type JsonObject, ownValue, setOwnValue } from "../codegen.ts";
import type { ConcretePath } from "../plan/FlattenPath.ts";
import {
  collectFields,
  type FieldsType,
  interfaceStandingIn,
  responseKey,
  type SelectionContext,
  selectionSetsOf,
} from "./collectFields.ts";
import { INVALID, leafCheck } from "./leafValue.ts";

/** Told of every fault in the data, at its place in the answer. */
export type ReportFault = (path: ConcretePath, message: string) => void;

/** Thrown up to the nearest place that may be null. */
const NULLED = Symbol("nulled");

/**
 * The answer's `data` where something in it is not as it should be: `CompleteValue` of the GraphQL specification (6.4.3), with an
 * error for each fault and nulls carried up to the first place that may be null.
 */
export function completeSlowly(
  context: SelectionContext,
  rootType: GraphQLObjectType,
  selectionSet: SelectionSetNode,
  data: JsonObject,
  introspection: JsonObject,
  report: ReportFault,
): JsonObject | null {
  const completeObject = (
    type: FieldsType,
    sets: readonly SelectionSetNode[],
    object: JsonObject,
    path: ConcretePath,
  ): JsonObject => {
    const completed: JsonObject = {};
    let isNulled = false;
    for (const [key, nodes] of collectFields(context, type, sets)) {
      try {
        setOwnValue(completed, key, completeField(type, nodes as [FieldNode, ...FieldNode[]], object, path));
      } catch (thrown) {
        if (thrown !== NULLED) throw thrown;
        isNulled = true;
      }
    }
    if (isNulled) throw NULLED;
    return completed;
  };

  const completeField = (
    type: FieldsType,
    nodes: readonly [FieldNode, ...FieldNode[]],
    object: JsonObject,
    path: ConcretePath,
  ): unknown => {
    const name = nodes[0].name.value;
    const key = responseKey(nodes[0]);
    if (name === "__typename") {
      if (isObjectType(type)) return type.name;
      report(path, `A subgraph did not say which type of ${type.name} this is.`);
      throw NULLED;
    }
    if (type === rootType && (name === "__schema" || name === "__type")) return ownValue(introspection, key);
    const field = type.getFields()[name];
    if (!field) throw new Error(`no field ${type.name}.${name}`);
    const sets = selectionSetsOf(nodes);
    return complete(
      field.type,
      sets,
      ownValue(object, context.keys.toPlan(key)),
      [...path, key],
      `${type.name}.${name}`,
    );
  };

  const complete = (
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    value: unknown,
    path: ConcretePath,
    coordinate: string,
  ): unknown => {
    if (isNonNullType(type)) {
      const inner = completeNullable(type.ofType, sets, value, path, coordinate);
      if (inner !== null) return inner;
      if (value === null || value === undefined)
        report(path, `Cannot return null for non-nullable field ${coordinate}.`);
      throw NULLED;
    }
    return completeNullable(type, sets, value, path, coordinate);
  };

  /** Null also where the fault was reported further in. */
  const completeNullable = (
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    value: unknown,
    path: ConcretePath,
    coordinate: string,
  ): unknown => {
    if (value === null || value === undefined) return null;
    const fault = (what: string): null => {
      report(path, `A subgraph's answer for ${coordinate} is not ${what}.`);
      return null;
    };
    if (isListType(type)) {
      if (!Array.isArray(value)) return fault("a list");
      return nullable(() => completeList(type.ofType, sets, value, path, coordinate));
    }
    if (isLeafType(type)) {
      const checked = leafCheck(type)(value);
      return checked === INVALID ? fault(`a value of ${type.name}`) : checked;
    }
    if (!isJsonObject(value)) return fault("an object");
    const objectType = isAbstractType(type) ? runtimeType(type.name, value) : type;
    if (!objectType) return fault(`of a type that ${String(type)} may be`);
    return nullable(() => completeObject(objectType, sets, value, path));
  };

  const completeList = (
    type: GraphQLOutputType,
    sets: readonly SelectionSetNode[],
    value: readonly unknown[],
    path: ConcretePath,
    coordinate: string,
  ): unknown[] => {
    let isNulled = false;
    const list = value.map((element, index) => {
      try {
        return complete(type, sets, element, [...path, index], coordinate);
      } catch (thrown) {
        if (thrown !== NULLED) throw thrown;
        isNulled = true;
        return null;
      }
    });
    if (isNulled) throw NULLED;
    return list;
  };

  const runtimeType = (abstract: string, { __typename }: JsonObject): FieldsType | undefined => {
    const abstractType = context.schema.getType(abstract);
    const type = typeof __typename === "string" ? context.schema.getType(__typename) : undefined;
    return isAbstractType(abstractType) && isObjectType(type) && context.schema.isSubType(abstractType, type)
      ? type
      : interfaceStandingIn(context, abstract, __typename);
  };

  return nullable(() => completeObject(rootType, [selectionSet], data, []));
}

function nullable<T>(make: () => T): T | null {
  try {
    return make();
  } catch (thrown) {
    if (thrown === NULLED) return null;
    throw thrown;
  }
}
