import {
  type DocumentNode,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { type ClassifiedPlace, classifiedPlaces } from "../classified/classifiedPlaces.ts";
import { freeKey } from "../freeKey.ts";
import type { GuardedResult, InspectedOperation } from "../guard/OperationRule.ts";
import { typenameAs } from "../typenameAs.ts";

/** What to run and where to look instead, so that the answer tells which object a key belongs to. */
export interface TypedOperation {
  places: ClassifiedPlace[];
  extend(document: DocumentNode): DocumentNode;
  /** The result as the caller asked for it. Others may hold the same data, so it is copied. */
  reduce(result: GuardedResult): GuardedResult;
}

/**
 * For an operation that gives one key to a classified field of one type and to another field of another, and does not ask for
 * the type: asks for it. `undefined` for all others, which need nothing.
 */
export function addTypeKeys(
  operation: InspectedOperation,
  places: readonly ClassifiedPlace[],
): TypedOperation | undefined {
  const isUnclear = places.some(({ path }) =>
    path.some(({ types, typeKey }) => types && typeKey === undefined),
  );
  if (!isUnclear) return undefined;
  const { definition, fragments } = operation;
  const asked: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [definition, ...Object.values(fragments)],
  };
  // What the answer tells types by for the policy's own use, and nobody else asked for.
  const key = freeKey("policyTypename", responseKeysOf(asked));
  const extended = new WeakMap<DocumentNode, DocumentNode>();
  const extend = (document: DocumentNode): DocumentNode => {
    const known = extended.get(document) ?? withTypeKeys(operation, document, key);
    extended.set(document, known);
    return known;
  };
  const whole = extend(asked);
  const typed = whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    extend,
    reduce: (result) => ({ ...result, data: without(key, result.data) as GuardedResult["data"] & object }),
    places: classifiedPlaces({
      ...operation,
      definition: whole.definitions[0] as typeof definition,
      fragments: Object.fromEntries(typed.map((node) => [node.name.value, node])),
    }),
  };
}

function responseKeysOf(document: DocumentNode): Set<string> {
  const keys = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void keys.add((alias ?? name).value) });
  return keys;
}

function withTypeKeys({ schema }: InspectedOperation, document: DocumentNode, key: string): DocumentNode {
  const info = new TypeInfo(schema);
  const enter = (node: SelectionSetNode): SelectionSetNode | undefined => {
    if (!isAbstractType(info.getParentType())) return undefined;
    return { ...node, selections: [typenameAs(key), ...node.selections] };
  };
  return visit(document, visitWithTypeInfo(info, { SelectionSet: { leave: enter } }));
}

function without(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => without(key, item));
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([name]) => name !== key);
  return Object.fromEntries(kept.map(([name, item]) => [name, without(key, item)]));
}
