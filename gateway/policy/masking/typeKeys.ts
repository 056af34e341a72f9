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
import type { GuardedResult, InspectedOperation } from "../guard/OperationRule.ts";

/** The key under which the answer tells types for the policy's own use; taken out before it leaves. */
const TYPE_KEY = "__policyType";

/** What to run and where to look instead, so that the answer tells which object a key belongs to. */
export interface TypedOperation {
  places: ClassifiedPlace[];
  extend(document: DocumentNode): DocumentNode;
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
  const extended = new WeakMap<DocumentNode, DocumentNode>();
  const extend = (document: DocumentNode): DocumentNode => {
    const known = extended.get(document) ?? withTypeKeys(operation, document);
    extended.set(document, known);
    return known;
  };
  const { definition, fragments } = operation;
  const whole = extend({ kind: Kind.DOCUMENT, definitions: [definition, ...Object.values(fragments)] });
  const typed = whole.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return {
    extend,
    places: classifiedPlaces({
      ...operation,
      definition: whole.definitions[0] as typeof definition,
      fragments: Object.fromEntries(typed.map((node) => [node.name.value, node])),
    }),
  };
}

function withTypeKeys({ schema }: InspectedOperation, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema);
  const enter = (node: SelectionSetNode): SelectionSetNode | undefined => {
    if (!isAbstractType(info.getParentType())) return undefined;
    const typeKey = {
      kind: Kind.FIELD as const,
      alias: { kind: Kind.NAME as const, value: TYPE_KEY },
      name: { kind: Kind.NAME as const, value: "__typename" },
    };
    return { ...node, selections: [typeKey, ...node.selections] };
  };
  return visit(document, visitWithTypeInfo(info, { SelectionSet: { leave: enter } }));
}

/** The result as the caller asked for it. Others may hold the same data, so it is copied. */
export function removeTypeKeys(result: GuardedResult): GuardedResult {
  return { ...result, data: without(result.data) as GuardedResult["data"] & object };
}

function without(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(without);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([key]) => key !== TYPE_KEY);
  return Object.fromEntries(kept.map(([key, item]) => [key, without(item)]));
}
