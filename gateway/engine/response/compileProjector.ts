import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  type SelectionSetNode,
} from "graphql";
import { generate, type JsonObject, keyCode, readCode } from "../codegen.ts";
import {
  type CollectedFields,
  collectFields,
  type FieldsType,
  type SelectionContext,
  selectionSetsOf,
} from "./collectFields.ts";
import { INVALID, leafCheck } from "./leafValue.ts";

/** Thrown by a projector that met a value it was not made for. */
export const ANOMALY = new Error("the data is not of the operation's shape");

/**
 * Makes the answer's `data` of what was fetched, fields in the order of the query; `introspection` holds the values of
 * `__schema` and `__type`.
 * @throws ANOMALY at any null where none may be and any value of a wrong type: `completeSlowly` then says what is wrong
 */
export type Projector = (data: JsonObject, introspection: JsonObject) => JsonObject;

/** Generates functions, one per object type and selection, that read the data straight into object literals. */
export function compileProjector(
  context: SelectionContext,
  rootType: GraphQLObjectType,
  selectionSet: SelectionSetNode,
): Projector {
  const functions: string[] = [];
  const known = new Map<string, string>();
  const nodeIds = new Map<SelectionSetNode, number>();
  const scope: Record<string, unknown> = {
    INVALID,
    bad: () => {
      throw ANOMALY;
    },
  };
  const { schema, keys } = context;

  const named = (identity: string, write: () => string): string => {
    const existing = known.get(identity);
    if (existing) return existing;
    const name = `f${known.size}`;
    known.set(identity, name);
    functions.push(`function ${name}${write()}`);
    return name;
  };
  const idOf = (sets: readonly SelectionSetNode[]): string =>
    sets
      .map((set) => {
        const id = nodeIds.get(set) ?? nodeIds.size;
        nodeIds.set(set, id);
        return id;
      })
      .join("+");

  const objectFunction = (type: FieldsType, sets: readonly SelectionSetNode[]): string =>
    named(`${type.name} ${idOf(sets)}`, () => {
      const fields = collectFields(context, type, sets);
      return `(o){if(typeof o!=="object"||Array.isArray(o))bad();return ${literal(type, fields)};}`;
    });

  const literal = (type: FieldsType, fields: CollectedFields): string => {
    const entries = [...fields].map(
      ([key, nodes]) => `${keyCode(key)}:${fieldCode(type, key, nodes as [FieldNode, ...FieldNode[]])}`,
    );
    return `{${entries.join()}}`;
  };

  const fieldCode = (type: FieldsType, key: string, nodes: readonly [FieldNode, ...FieldNode[]]): string => {
    const name = nodes[0].name.value;
    if (name === "__typename") return isInterfaceType(type) ? "bad()" : JSON.stringify(type.name);
    if (type === rootType && (name === "__schema" || name === "__type"))
      return readCode("introspection", key);
    const field = type.getFields()[name];
    if (!field) return "bad()";
    return valueCode(field.type, readCode("o", keys.toPlan(key)), selectionSetsOf(nodes));
  };

  /** An expression for a value of a type; `read` is evaluated more than once. */
  const valueCode = (type: GraphQLOutputType, read: string, sets: readonly SelectionSetNode[]): string => {
    const nullable = isNonNullType(type) ? type.ofType : type;
    const value = presentCode(nullable as Exclude<GraphQLOutputType, { ofType: never }>, read, sets);
    return isNonNullType(type) ? `(${read}==null?bad():${value})` : `(${read}==null?null:${value})`;
  };

  const presentCode = (type: GraphQLOutputType, read: string, sets: readonly SelectionSetNode[]): string => {
    if (isListType(type)) return `${listFunction(type.ofType, sets)}(${read})`;
    const namedType = getNamedType(type);
    if (isLeafType(namedType)) return leafCode(namedType.name, read);
    if (isAbstractType(namedType)) return `${abstractFunction(namedType.name, sets)}(${read})`;
    return `${objectFunction(namedType as GraphQLObjectType, sets)}(${read})`;
  };

  const listFunction = (type: GraphQLOutputType, sets: readonly SelectionSetNode[]): string =>
    named(`[${type}] ${idOf(sets)}`, () => {
      const element = valueCode(type, "v", sets);
      return `(a){if(!Array.isArray(a))bad();const n=a.length,r=new Array(n);for(let i=0;i<n;i++){const v=a[i];r[i]=${element};}return r;}`;
    });

  const abstractFunction = (name: string, sets: readonly SelectionSetNode[]): string =>
    named(`${name}* ${idOf(sets)}`, () => {
      const type = schema.getType(name);
      const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [];
      const cases = possible.map((one) => `case "${one.name}":return ${objectFunction(one, sets)}(o);`);
      const interfaces = isInterfaceType(type) ? [type, ...schema.getImplementations(type).interfaces] : [];
      for (const one of interfaces) {
        const label = one === type ? `case undefined:case "${one.name}":` : `case "${one.name}":`;
        cases.push(`${label}return ${objectFunction(one, sets)}(o);`);
      }
      return `(o){switch(o.__typename){${cases.join("")}default:bad();}}`;
    });

  const leafCode = (name: string, read: string): string => {
    const type = schema.getType(name);
    if (!isLeafType(type)) return "bad()";
    if (name === "String") return `(typeof ${read}==="string"?${read}:bad())`;
    if (name === "Boolean") return `(typeof ${read}==="boolean"?${read}:bad())`;
    if (name === "Int") return `(${read}===(${read}|0)?${read}:bad())`;
    const check = `check_${name}`;
    scope[check] ??= strict(leafCheck(type));
    if (name === "ID") return `(typeof ${read}==="string"?${read}:${check}(${read}))`;
    return `${check}(${read})`;
  };

  const root = literal(rootType, collectFields(context, rootType, [selectionSet]));
  return generate(`${functions.join("\n")}\nreturn function(o,introspection){return ${root};}`, scope);
}

function strict(check: (value: unknown) => unknown): (value: unknown) => unknown {
  return (value) => {
    const checked = check(value);
    if (checked === INVALID) throw ANOMALY;
    return checked;
  };
}
