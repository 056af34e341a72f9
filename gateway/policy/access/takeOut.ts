import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { freeKey } from "../freeKey.ts";
import { typenameAs } from "../typenameAs.ts";
import type { FieldPlan, ObjectsPlan } from "./AnswerPlan.ts";
import { collectSelections, type Selected, type SelectionContext } from "./collectSelections.ts";
import type { Denial } from "./forbidden.ts";
import { objectTypes } from "./restrictedElements.ts";
import { onType, withoutConditions } from "./selectionNodes.ts";

/** Most fields an operation may have, and most places that are looked at, once its fragments are written out. */
const MAX_FIELDS = 20_000;

/** What stays of the selections at one place, for all the objects that may be there. */
interface Remainder {
  selectionSet: SelectionSetNode;
  plan: ObjectsPlan;
}

/** What becomes of one response key of one object type. */
interface Outcome {
  field: FieldPlan;
  selected: readonly Selected[];
  returned: GraphQLNamedType | undefined;
  /** Where something is taken out below it. */
  below: Remainder | undefined;
}

interface ObjectOutcomes {
  type: GraphQLObjectType;
  denial: Denial | undefined;
  outcomes: readonly Outcome[];
}

/**
 * Takes the selections that meet a denied element out of an operation whose conditions are decided. A response key of
 * an object is denied as soon as one of its selections is: by the type it was made on, that type's field, the object's
 * own field, or the type it returns. An object of a denied type is denied whole. Undefined where nothing is denied.
 * @throws GraphQLError OPERATION_TOO_COMPLEX when it would grow out of hand
 */
export function takeOut(
  context: SelectionContext,
  operation: OperationDefinitionNode,
  denials: ReadonlyMap<string, Denial>,
): { definition: OperationDefinitionNode; plan: ObjectsPlan } | undefined {
  const root = context.schema.getRootType(operation.operation);
  const remainder = root && new Pruning(context, denials).ofRoot(root, operation.selectionSet);
  if (!remainder) return undefined;
  return { definition: { ...operation, selectionSet: remainder.selectionSet }, plan: remainder.plan };
}

class Pruning {
  readonly #context: SelectionContext;
  readonly #denials: ReadonlyMap<string, Denial>;
  /** The same selections at the same type have the same remainder, however often fragments repeat them. */
  readonly #known = new Map<string, Remainder | undefined>();
  readonly #numbers = new Map<SelectionSetNode, number>();
  readonly #sizes = new Map<SelectionSetNode, number>();

  constructor(context: SelectionContext, denials: ReadonlyMap<string, Denial>) {
    this.#context = context;
    this.#denials = denials;
  }

  /** Nothing returned the root: a rule of its type is one of each of its fields. */
  ofRoot(type: GraphQLObjectType, selectionSet: SelectionSetNode): Remainder | undefined {
    return this.#ofObject(type, [selectionSet], this.#denials.get(type.name));
  }

  #of(type: GraphQLCompositeType, selectionSets: readonly SelectionSetNode[]): Remainder | undefined {
    const key = [type.name, ...selectionSets.map((set) => this.#numberOf(set))].join(" ");
    if (this.#known.has(key)) return this.#known.get(key);
    if (this.#known.size >= MAX_FIELDS) throw tooComplex();
    const remainder = isAbstractType(type)
      ? this.#ofAbstract(type, selectionSets)
      : this.#ofObject(type, selectionSets);
    this.#known.set(key, remainder);
    return remainder;
  }

  #ofObject(
    type: GraphQLObjectType,
    selectionSets: readonly SelectionSetNode[],
    denialOfAll?: Denial,
  ): Remainder | undefined {
    const outcomes = this.#outcomes(type, type, selectionSets, denialOfAll);
    if (!outcomes.some(isChanged)) return undefined;
    const selections = outcomes.flatMap((outcome) => nodesOn(type, outcome));
    const fields = outcomes.map(({ field }) => field);
    return this.#checked(selections.length > 0 ? selections : [typenameAs("__typename")], {
      kind: "object",
      fields,
    });
  }

  #ofAbstract(
    declared: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
  ): Remainder | undefined {
    const objects = objectTypes(this.#context.schema, declared).map(
      (type): ObjectOutcomes => ({
        type,
        denial: this.#denials.get(type.name),
        outcomes: this.#outcomes(type, declared, selectionSets),
      }),
    );
    if (!objects.some(({ denial, outcomes }) => denial || outcomes.some(isChanged))) return undefined;

    const common = (objects[0]?.outcomes ?? []).filter((outcome) => isCommon(outcome, declared, objects));
    const commonKeys = new Set(common.map(({ field }) => field.key));
    const perType = objects.flatMap(({ type, denial, outcomes }): SelectionNode[] => {
      if (denial) return [];
      const own = outcomes.filter(({ field }) => !commonKeys.has(field.key));
      const selections = own.flatMap((outcome) => nodesOn(type, outcome));
      return selections.length > 0 ? [onType(type, selections)] : [];
    });
    const keys = objects.flatMap(({ outcomes }) => outcomes.map(({ field }) => field.key));
    const typenameKey = freeKey("accessTypename", new Set(keys));
    const byType = new Map(
      objects.map(({ type, denial, outcomes }) => [type.name, denial ?? outcomes.map(({ field }) => field)]),
    );
    return this.#checked(
      [typenameAs(typenameKey), ...common.flatMap((outcome) => nodesOn(declared, outcome)), ...perType],
      { kind: "abstract", typenameKey, byType },
    );
  }

  /** What becomes of each response key of objects of a type, in the order of the answer. */
  #outcomes(
    object: GraphQLObjectType,
    declared: GraphQLCompositeType,
    selectionSets: readonly SelectionSetNode[],
    denialOfAll?: Denial,
  ): Outcome[] {
    const collected = collectSelections(this.#context, object, declared, selectionSets);
    return [...collected].map(([key, selected]): Outcome => {
      const [{ node }] = selected as [Selected];
      const definition = object.getFields()[node.name.value];
      // `__typename` and introspection are no business of the rules of the schema's elements.
      const kept: Outcome = { field: { kind: "kept", key }, selected, returned: undefined, below: undefined };
      if (!definition) return kept;
      const { type } = definition;
      const returned = getNamedType(type);
      const denial = denialOfAll ?? this.#denialOf(object, selected, returned);
      if (denial) return { ...kept, field: { kind: "denied", key, type, node, denial }, selected: [] };
      const below = isCompositeType(returned) ? this.#of(returned, selectionSetsOf(selected)) : undefined;
      return below ? { ...changed(key, type, node, below), selected, returned, below } : kept;
    });
  }

  #denialOf(
    object: GraphQLObjectType,
    selected: readonly Selected[],
    returned: GraphQLNamedType,
  ): Denial | undefined {
    for (const { node, parent } of selected) {
      const name = node.name.value;
      // An object's own type is judged where the object is returned, that of a fragment's interface only here.
      const elements = [`${parent.name}.${name}`, `${object.name}.${name}`, returned.name];
      if (parent !== object) elements.unshift(parent.name);
      const denied = elements.find((element) => this.#denials.has(element));
      if (denied) return this.#denials.get(denied);
    }
    return undefined;
  }

  #numberOf(selectionSet: SelectionSetNode): number {
    const number = this.#numbers.get(selectionSet) ?? this.#numbers.size;
    this.#numbers.set(selectionSet, number);
    return number;
  }

  #checked(selections: readonly SelectionNode[], plan: ObjectsPlan): Remainder {
    const selectionSet: SelectionSetNode = { kind: Kind.SELECTION_SET, selections };
    if (this.#sizeOf(selectionSet) > MAX_FIELDS) throw tooComplex();
    return { selectionSet, plan };
  }

  #sizeOf(selectionSet: SelectionSetNode): number {
    const known = this.#sizes.get(selectionSet);
    if (known !== undefined) return known;
    let size = 0;
    for (const selection of selectionSet.selections) {
      size += 1;
      if ("selectionSet" in selection && selection.selectionSet) size += this.#sizeOf(selection.selectionSet);
    }
    this.#sizes.set(selectionSet, size);
    return size;
  }
}

const isChanged = ({ field }: Outcome): boolean => field.kind !== "kept";

const selectionSetsOf = (selected: readonly Selected[]): SelectionSetNode[] =>
  selected.flatMap(({ node }) => node.selectionSet ?? []);

function changed(key: string, type: GraphQLOutputType, node: FieldNode, { plan }: Remainder) {
  return { field: { kind: "changed", key, type, node, objects: plan } as const };
}

/** What to select on a type for this outcome; a selection made on another type (an interface) is kept as made on that. */
function nodesOn(type: GraphQLCompositeType, { selected, below }: Outcome): SelectionNode[] {
  const [first] = selected;
  if (below && first) return [{ ...withoutConditions(first.node), selectionSet: below.selectionSet }];
  return selected.map(({ node, parent }) => (parent === type ? node : onType(parent, [node])));
}

/** Whether this outcome of one object type is that of all, so that it can be selected once, on the type they share. */
function isCommon(
  { field, selected, returned, below }: Outcome,
  declared: GraphQLCompositeType,
  objects: readonly ObjectOutcomes[],
): boolean {
  if (field.kind === "denied") return false;
  if (below) {
    if (isUnionType(declared) || !("getFields" in declared)) return false;
    if (selected.some(({ parent }) => parent !== declared)) return false;
    const [first] = selected as [Selected];
    if (getNamedType(declared.getFields()[first.node.name.value]?.type) !== returned) return false;
  }
  return objects.every(({ denial, outcomes }) => {
    const other = outcomes.find((outcome) => outcome.field.key === field.key);
    return (
      !denial &&
      other?.field.kind === field.kind &&
      other.below === below &&
      other.selected.length === selected.length &&
      other.selected.every(({ node }, at) => node === selected[at]?.node)
    );
  });
}

const tooComplex = (): GraphQLError =>
  new GraphQLError("the operation selects too much through its fragments: ask for less", {
    extensions: { code: "OPERATION_TOO_COMPLEX" },
  });
