import type { Document } from "mongodb";
import { badRequest, unsupported } from "../../StoreQueryError.ts";
import { compileFilter, type DocumentTest } from "../compileFilter.ts";
import { compileQuery, count, type Query } from "../findDocuments.ts";
import { isPlainObject } from "../keyEncoding.ts";
import { parseSort, type SortKey } from "../parseSort.ts";
import { compileProjectStage } from "./compileProjectStage.ts";
import { type CountByField, compileCountByField } from "./countByField.ts";
import { compileGroup, type Group } from "./groupDocuments.ts";
import { compileUnwind } from "./unwindDocument.ts";

export type Stage =
  | { readonly kind: "match"; readonly test: DocumentTest }
  | { readonly kind: "sort"; readonly sort: readonly SortKey[] }
  | { readonly kind: "skip" | "limit"; readonly count: number }
  | { readonly kind: "map"; readonly map: (document: Document) => Document }
  | { readonly kind: "flatMap"; readonly flatMap: (document: Document) => Iterable<Document> }
  | { readonly kind: "group"; readonly group: Group }
  | { readonly kind: "count"; readonly name: string }
  | { readonly kind: "union"; readonly pipeline: Pipeline };

/** A compiled pipeline: what the query planner can answer, then what is left to do. */
export interface Pipeline {
  readonly collection: string;
  /** The leading `$match`, `$sort`, `$skip`, `$limit`. */
  readonly query: Query;
  readonly stages: readonly Stage[];
  /** Set when `query` and the first of `stages` only count by a field: an index may know the answer. */
  readonly countByField: CountByField | undefined;
}

export function compilePipeline(pipeline: Document[], collection: string): Pipeline {
  if (!Array.isArray(pipeline)) throw badRequest("A pipeline must be an array of stages");
  const stages = pipeline.map(stageEntry);
  const leading = takeLeading(stages);
  const query = compileQuery(leading.filter, leading.options);
  const rest = stages.slice(leading.length);
  const first = rest[0];
  return {
    collection,
    query,
    stages: rest.map(([name, operand]) => compileStage(name, operand)),
    countByField:
      first?.[0] === "$group" && Object.keys(leading.options).length === 0
        ? compileCountByField(first[1])
        : undefined,
  };
}

/** Every collection a pipeline reads. */
export function collectionsOf(pipeline: Pipeline): string[] {
  return [
    pipeline.collection,
    ...pipeline.stages.flatMap((stage) => (stage.kind === "union" ? collectionsOf(stage.pipeline) : [])),
  ];
}

function stageEntry(stage: unknown): [string, unknown] {
  const [entry, ...more] = isPlainObject(stage) ? Object.entries(stage) : [];
  if (!entry || more.length > 0) throw badRequest("A stage of a pipeline has one operator");
  return entry;
}

/** `$match`* `$sort`? `$skip`? `$limit`? — in this order they mean what the options of `find` mean. */
function takeLeading(stages: readonly [string, unknown][]) {
  const filters: Document[] = [];
  const options: Document = {};
  let length = 0;
  while (stages[length]?.[0] === "$match")
    filters.push((stages[length++] as [string, unknown])[1] as Document);
  for (const name of ["sort", "skip", "limit"]) {
    const stage = stages[length];
    if (stage?.[0] !== `$${name}`) continue;
    if (name === "limit" && stage[1] === 0) throw badRequest("$limit must be positive");
    options[name] = stage[1];
    length++;
  }
  const filter =
    filters.length === 1 ? (filters[0] as Document) : filters.length > 1 ? { $and: filters } : {};
  return { filter, options, length };
}

function compileStage(name: string, operand: unknown): Stage {
  switch (name) {
    case "$match":
      return { kind: "match", test: compileFilter(operand as Document) };
    case "$sort":
      return { kind: "sort", sort: parseSort(operand) };
    case "$skip":
      return { kind: "skip", count: count(operand, "$skip") };
    case "$limit":
      if (operand === 0) throw badRequest("$limit must be positive");
      return { kind: "limit", count: count(operand, "$limit") };
    case "$project":
      return { kind: "map", map: compileProjectStage(operand) };
    case "$unwind":
      return { kind: "flatMap", flatMap: compileUnwind(operand) };
    case "$group":
      return { kind: "group", group: compileGroup(operand) };
    case "$count":
      if (typeof operand !== "string" || !/^[^$.]+$/.test(operand))
        throw badRequest("$count needs a field name");
      return { kind: "count", name: operand };
    case "$unionWith":
      return { kind: "union", pipeline: compileUnion(operand) };
    default:
      throw unsupported(`Pipeline stage ${name}`);
  }
}

function compileUnion(operand: unknown): Pipeline {
  if (typeof operand === "string") return compilePipeline([], operand);
  if (!isPlainObject(operand) || typeof operand.coll !== "string") throw badRequest("$unionWith needs coll");
  const other = Object.keys(operand).find((key) => key !== "coll" && key !== "pipeline");
  if (other) throw unsupported(`$unionWith with ${other}`);
  return compilePipeline((operand.pipeline ?? []) as Document[], operand.coll);
}
