import {
  type FieldNode,
  type GraphQLError,
  type GraphQLOutputType,
  isListType,
  isNonNullType,
} from "graphql";
import type { FieldPlan, ObjectsPlan } from "./AnswerPlan.ts";
import { type Denial, forbidden } from "./forbidden.ts";

/** A response path from its end; the last one has no `before`. */
interface Path {
  before: Path | undefined;
  key: string | number;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** What stands where a value may not be null and is: its parent is null in its place. */
const INVALID = Symbol("null where none may be");

/**
 * The answer as if everything had been asked: null where something was taken out, in the order of the operation, nulls
 * passed on as GraphQL §6.4.4 says. Never changes `data`. One error for each denied place, at its first occurrence.
 */
export function putBack(
  data: JsonObject,
  plan: ObjectsPlan,
): { data: JsonObject | null; errors: GraphQLError[] } {
  const restoration = new Restoration();
  const restored = restoration.object(data, plan, undefined, "");
  return {
    data: restored === INVALID || restored === null ? null : restored,
    errors: restoration.errors,
  };
}

class Restoration {
  readonly errors: GraphQLError[] = [];
  readonly #reported = new Set<string>();

  /** @param place the path without list indexes: what counts as one place */
  object(
    value: JsonObject,
    plan: ObjectsPlan,
    path: Path | undefined,
    place: string,
    node?: FieldNode,
  ): JsonObject | null | typeof INVALID {
    if (plan.kind === "object") return this.#fields(value, plan.fields, path, place);
    const found = plan.byType.get(String(value[plan.typenameKey]));
    if (!found) return null;
    if (Array.isArray(found)) return this.#fields(value, found, path, place);
    this.#report(found as Denial, node, path, place);
    return null;
  }

  #fields(
    value: JsonObject,
    fields: readonly FieldPlan[],
    path: Path | undefined,
    place: string,
  ): JsonObject | typeof INVALID {
    const restored: Record<string, unknown> = Object.create(null);
    let isInvalid = false;
    for (const field of fields) {
      const { kind, key } = field;
      if (kind === "kept") {
        restored[key] = value[key];
        continue;
      }
      const inner = { before: path, key };
      const innerPlace = `${place}.${key}`;
      if (kind === "denied") {
        this.#report(field.denial, field.node, inner, innerPlace);
        if (isNonNullType(field.type)) isInvalid = true;
        restored[key] = null;
        continue;
      }
      const completed = this.#complete(value[key], field.type, field, inner, innerPlace);
      if (completed === INVALID) isInvalid = true;
      restored[key] = completed;
    }
    return isInvalid ? INVALID : restored;
  }

  #complete(
    value: unknown,
    type: GraphQLOutputType,
    field: Extract<FieldPlan, { kind: "changed" }>,
    path: Path,
    place: string,
  ): unknown {
    if (isNonNullType(type)) {
      const completed = this.#complete(value, type.ofType, field, path, place);
      return completed === null ? INVALID : completed;
    }
    if (value === null || value === undefined) return null;
    if (!isListType(type)) {
      const restored = this.object(value as JsonObject, field.objects, path, place, field.node);
      return restored === INVALID ? null : restored;
    }
    const items: unknown[] = [];
    for (const [index, item] of (value as unknown[]).entries()) {
      const completed = this.#complete(item, type.ofType, field, { before: path, key: index }, place);
      if (completed === INVALID) return null;
      items.push(completed);
    }
    return items;
  }

  #report(denial: Denial, node: FieldNode | undefined, path: Path | undefined, place: string): void {
    const id = `${denial.coordinate} ${place}`;
    if (this.#reported.has(id)) return;
    this.#reported.add(id);
    this.errors.push(forbidden(denial, { ...(node ? { node } : {}), path: keysOf(path) }));
  }
}

function keysOf(path: Path | undefined): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at; at = at.before) keys.unshift(at.key);
  return keys;
}
