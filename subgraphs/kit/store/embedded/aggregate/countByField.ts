import type { Document } from "mongodb";
import type { Snapshot } from "../CollectionStorage.ts";
import type { ReadCollection } from "../EmbeddedEngine.ts";
import type { Query } from "../findDocuments.ts";
import { after } from "../indexKeys.ts";
import { isPlainObject } from "../keyEncoding.ts";
import { type IndexPlan, planIndex } from "../planQuery.ts";
import { componentEnd, readComponent } from "../readComponent.ts";

/** `{$group: {_id: "$path", n: {$sum: 1}}}`: a count per value of one field. */
export interface CountByField {
  readonly path: string;
  /** What one document adds to each counted field. */
  readonly fields: Readonly<Record<string, number>>;
}

export function compileCountByField(group: unknown): CountByField | undefined {
  if (!isPlainObject(group)) return undefined;
  const { _id, ...counted } = group;
  if (typeof _id !== "string" || !/^\$[^$]/.test(_id)) return undefined;
  const fields: Record<string, number> = {};
  for (const [name, field] of Object.entries(counted)) {
    if (!isPlainObject(field)) return undefined;
    const step = "$count" in field ? 1 : field.$sum;
    if (typeof step !== "number") return undefined;
    fields[name] = step;
  }
  return { path: _id.slice(1), fields };
}

/**
 * Answers a count by field from an index alone: from each distinct value the cursor jumps to the next, and LMDB counts the
 * keys between. `undefined` when no index covers it, i.e. knows exactly the documents and the values asked for.
 */
export function countFromIndex(
  { path, fields }: CountByField,
  query: Query,
  { storage, indexes }: ReadCollection,
  snapshot: Snapshot,
): Document[] | undefined {
  for (const index of indexes) {
    if (index.multikey !== 0 || index.cut) continue;
    const position = index.fields.findIndex((field) => field.path.join(".") === path);
    const plan = planIndex(index, query.bounds, [{ path: path.split("."), descending: false }]);
    if (position < 0 || !plan?.exact || position > plan.pointFields) continue;
    const groups = countGroups(plan, position, (range) => storage.entryKeys(range, snapshot));
    if (groups) return groups.map(({ value, count }) => groupDocument(value, count, fields));
  }
  return undefined;
}

interface EntryKeys {
  first(): Uint8Array | undefined;
  count(): number;
}

type Read = (range: { start: Buffer; end: Buffer }) => EntryKeys;

function countGroups(plan: IndexPlan, position: number, read: Read) {
  const groups = new Map<string, { value: unknown; count: number }>();
  for (const range of plan.ranges) {
    let start = range.start;
    for (;;) {
      const key = read({ start, end: range.end }).first();
      if (!key) break;
      const from = componentEnd(key, plan.index.fields, position);
      const component = readComponent(key, from, plan.index.fields[position]?.descending ?? false);
      if (!component) return undefined;
      const next = after(key.subarray(0, component.end));
      const end = Buffer.compare(next, range.end) < 0 ? next : range.end;
      const count = read({ start, end }).count();
      const id = Buffer.from(key.subarray(from, component.end)).toString("latin1");
      const group = groups.get(id);
      if (group) group.count += count;
      else groups.set(id, { value: component.value, count });
      start = next;
    }
  }
  return [...groups.values()];
}

function groupDocument(value: unknown, count: number, fields: CountByField["fields"]): Document {
  const document: Document = { _id: value };
  for (const [name, step] of Object.entries(fields)) document[name] = step * count;
  return document;
}
