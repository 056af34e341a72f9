import type { FetchDataRewrite, QueryPlanFieldNode, QueryPlanSelectionNode } from "@apollo/query-planner";
import {
  generate,
  isJsonObject,
  type JsonObject,
  keyCode,
  ownValue,
  readCode,
  setOwnValue,
} from "../codegen.ts";
import type { TypeTable } from "../TypeTable.ts";
import { compileRewrites, type Rewrite } from "./applyRewrites.ts";

/** Makes representations (`_Any` of the Federation subgraph specification) of entities of one type. */
export interface RepresentationBuilder {
  /** The same for two objects exactly when their representations are equal; undefined where a needed field is missing. */
  keyOf(object: JsonObject): string | undefined;
  build(object: JsonObject): JsonObject;
}

/** The builder for a `__typename`; undefined where the fetch does not concern that type. */
export type Representations = (typename: string) => RepresentationBuilder | undefined;

/** Builders of one plan by content: fetches that represent a type alike share one, so that their entities are matched. */
export type BuilderCache = Map<string, RepresentationBuilder>;

export function compileRepresentations(
  requires: readonly QueryPlanSelectionNode[],
  inputRewrites: readonly FetchDataRewrite[] | undefined,
  types: TypeTable,
  cache: BuilderCache,
): Representations {
  const rewrite = compileRewrites(inputRewrites, types);
  const byTypename = new Map<string, RepresentationBuilder | undefined>();
  return (typename) => {
    if (byTypename.has(typename)) return byTypename.get(typename);
    const fields = fieldsFor(typename, requires, types);
    const identity = JSON.stringify([typename, [...fields.values()], inputRewrites ?? []]);
    let builder = cache.get(identity);
    if (!builder && fields.has("__typename")) {
      builder = compileBuilder([...fields.values()], rewrite, types);
      cache.set(identity, builder);
    }
    byTypename.set(typename, builder);
    return builder;
  };
}

type Field = Pick<QueryPlanFieldNode, "name" | "selections">;

/** The fields that a type has to hand over, by response key; those of several fragments joined. */
function fieldsFor(
  typename: string | undefined,
  selections: readonly QueryPlanSelectionNode[],
  types: TypeTable,
  into = new Map<string, Field>(),
): Map<string, Field> {
  for (const selection of selections) {
    if (selection.kind === "InlineFragment") {
      const { typeCondition } = selection;
      const applies = !typeCondition || (typename !== undefined && types.isOf(typename, typeCondition));
      if (applies) fieldsFor(typename, selection.selections, types, into);
      continue;
    }
    const key = selection.alias ?? selection.name;
    const known = into.get(key)?.selections ?? [];
    into.set(key, {
      name: key,
      ...(selection.selections ? { selections: [...known, ...selection.selections] } : {}),
    });
  }
  return into;
}

function compileBuilder(
  fields: readonly Field[],
  rewrite: Rewrite | undefined,
  types: TypeTable,
): RepresentationBuilder {
  const isFlat = fields.every(({ selections }) => !selections);
  const select = (object: JsonObject) => selectFields(object, fields, types);
  const build = isFlat ? compileFlatBuild(fields) : (object: JsonObject) => select(object) ?? {};
  return {
    keyOf: isFlat ? compileFlatKey(fields) : (object) => toKey(select(object)),
    build: rewrite
      ? (object) => {
          const representation = build(object);
          rewrite(representation);
          return representation;
        }
      : build,
  };
}

const toKey = (selected: JsonObject | undefined) => (selected ? JSON.stringify(selected) : undefined);

function compileFlatBuild(fields: readonly Field[]): (object: JsonObject) => JsonObject {
  const entries = fields.map(({ name }) => `${keyCode(name)}:${readCode("o", name)}`);
  return generate(`return function(o){return {${entries.join()}};}`);
}

/** A key of the values alone, the `__typename` being the builder's: each value with its type and length. */
function compileFlatKey(fields: readonly Field[]): (object: JsonObject) => string | undefined {
  const names = fields.map(({ name }) => name).filter((name) => name !== "__typename");
  const reads = names.map(
    (name, index) => `const k${index}=${readCode("o", name)};if(k${index}===undefined)return;`,
  );
  const parts = names.map((_, index) => `tag(k${index})`);
  const isSingle = names.length === 1;
  return generate(
    `return function(o){${reads.join("")}${isSingle ? `if(typeof k0==="string")return "s"+k0;` : ""}return ${parts.join("+") || '""'};}`,
    { tag: tagValue },
  );
}

function tagValue(value: unknown): string {
  if (typeof value === "string") return `${value.length}'${value}`;
  if (typeof value === "number") return `n${value};`;
  const text = JSON.stringify(value) ?? "";
  return `j${text.length}:${text}`;
}

/** Selects the fields of an object with everything below; undefined where one is missing (its fetch failed). */
function selectFields(
  object: JsonObject,
  fields: readonly Field[],
  types: TypeTable,
): JsonObject | undefined {
  const selected: JsonObject = {};
  for (const { name, selections } of fields) {
    const value = ownValue(object, name);
    if (value === undefined) return undefined;
    const part = selections ? selectBelow(value, selections, types) : value;
    if (part === undefined) return undefined;
    setOwnValue(selected, name, part);
  }
  return selected;
}

function selectBelow(
  value: unknown,
  selections: readonly QueryPlanSelectionNode[],
  types: TypeTable,
): unknown {
  if (value === null) return null;
  if (Array.isArray(value)) {
    const list = value.map((element) => selectBelow(element, selections, types));
    return list.includes(undefined) ? undefined : list;
  }
  if (!isJsonObject(value)) return undefined;
  const typename = ownValue(value, "__typename");
  const fields = fieldsFor(typeof typename === "string" ? typename : undefined, selections, types);
  return selectFields(value, [...fields.values()], types);
}
