import {
  type FieldNode,
  GraphQLError,
  type GraphQLField,
  type GraphQLNamedType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  Kind,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from "graphql";
import type { InspectedOperation } from "../guard/OperationRule.ts";
import { type Amount, largest, onlyIf, product, sum } from "./Amount.ts";
import { inputCost } from "./inputCost.ts";
import { INTROSPECTION_WEIGHT, introspectionSize } from "./introspectionCost.ts";
import { type FieldSize, fieldSize } from "./listSize.ts";
import { ALWAYS, type Circumstance, narrowCondition, narrowTypes } from "./narrowTypes.ts";
import type { FieldCost, SelectionCost } from "./OperationCost.ts";

/** What each act of a mutation costs, besides what it answers. */
const MUTATION_WEIGHT = 10;

/** Selections that are looked at, fragments expanded; documents are held far below it at the front. */
const MAX_SELECTIONS = 100_000;

/** Selections of one response key that are always asked for together. */
interface Group extends Circumstance {
  parent: GraphQLNamedType;
  nodes: FieldNode[];
}

type Sized = FieldSize["sized"];

const NOTHING: SelectionCost = { fields: [], total: 0 };

/**
 * Compiles an operation to what it costs, after the IBM GraphQL cost specification as Federation 2.9 has it: the weight of
 * a field is paid whenever it is resolved, that of a type for each of its objects. The same field asked twice counts once
 * where it is asked of the same types under the same conditions, else twice: the estimate errs on the expensive side.
 * @throws GraphQLError `OPERATION_TOO_COMPLEX` when its fragments expand to more selections than can be looked at
 */
export function compileCost(operation: InspectedOperation): SelectionCost {
  const { schema, index, possibleTypes, definition, fragments } = operation;
  let selectionsSeen = 0;

  const possible = (type: string): readonly string[] => possibleTypes[type] ?? [type];

  function collect(
    parent: GraphQLNamedType,
    { selections }: SelectionSetNode,
    circumstance: Circumstance,
    all: readonly string[],
    groups: Map<string, Group>,
  ): void {
    for (const selection of selections) {
      if (++selectionsSeen > MAX_SELECTIONS) throw tooManySelections();
      const narrowed = narrowCondition(circumstance, selection);
      if (narrowed.condition === false) continue;
      if (selection.kind === Kind.FIELD) {
        const name = selection.alias?.value ?? selection.name.value;
        const key = `${name} ${parent.name} ${narrowed.types?.join() ?? ""} ${narrowed.conditionKey}`;
        const group = groups.get(key);
        if (group) group.nodes.push(selection);
        else groups.set(key, { ...narrowed, parent, nodes: [selection] });
        continue;
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      const on = fragment?.typeCondition?.name.value;
      const type = on === undefined ? parent : schema.getType(on);
      if (!fragment || !type) continue;
      const inside = narrowTypes(narrowed, possible(type.name), all);
      if (inside.types?.length === 0) continue;
      // A fragment on a wider type says nothing new of the objects: their own type knows the weights best.
      const owner = inside.types === narrowed.types && isObjectType(parent) ? parent : type;
      collect(owner, fragment.selectionSet, inside, all, groups);
    }
  }

  function selectionCost(
    parent: GraphQLNamedType,
    sets: readonly SelectionSetNode[],
    sized: Sized,
  ): SelectionCost {
    const all = possible(parent.name);
    const groups = new Map<string, Group>();
    for (const set of sets) collect(parent, set, ALWAYS, all, groups);
    const fields = [...groups.values()]
      .map((group) => fieldCost(group, sized))
      .filter((field) => field !== undefined);
    if (fields.length === 0) return NOTHING;
    return { fields, total: totalOf(fields, all) };
  }

  function fieldCost({ parent, nodes, types, condition }: Group, sized: Sized): FieldCost | undefined {
    const [node] = nodes as [FieldNode];
    const field = definitionOf(parent, node.name.value);
    if (!field) return undefined;
    const coordinate = `${parent.name}.${field.name}`;
    const type = getNamedType(field.type);
    const isIntrospection = isIntrospectionType(type);
    const size = isIntrospection
      ? { own: introspectionSize(schema, node), sized: new Map() }
      : fieldSize(index, coordinate, field, node, sized.get(field.name));
    const isAct = definition.operation === "mutation" && parent === schema.getMutationType();
    const once = sum([
      isAct ? MUTATION_WEIGHT : 0,
      index.cost.get(coordinate) ?? 0,
      inputCost(index, coordinate, field.args, node),
    ]);
    const each = isIntrospection && isCompositeType(type) ? INTROSPECTION_WEIGHT : weightOf(type);
    const sets = nodes.map(({ selectionSet }) => selectionSet).filter((set) => set !== undefined);
    const below = sets.length > 0 ? selectionCost(type, sets, size.sized) : NOTHING;
    const total = onlyIf(condition, sum([once, product(size.own, sum([each, below.total]))]));
    const key = node.alias?.value ?? node.name.value;
    return { key, condition, types, once, size: size.own, each, below, total };
  }

  /** An abstract type weighs what the heaviest of its objects does. */
  function weightOf(type: GraphQLNamedType): number {
    const own = index.cost.get(type.name) ?? (isCompositeType(type) ? 1 : 0);
    if (!isAbstractType(type)) return own;
    return Math.max(own, ...possible(type.name).map((name) => index.cost.get(name) ?? 1));
  }

  function definitionOf(parent: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
    if (parent === schema.getQueryType()) {
      if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
      if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
    }
    return isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  }

  const root = schema.getRootType(definition.operation);
  return root ? selectionCost(root, [definition.selectionSet], new Map()) : NOTHING;
}

/** What is asked of every object, and of the rest what the most expensive type asks. */
function totalOf(fields: readonly FieldCost[], all: readonly string[]): Amount {
  const totals = (those: readonly FieldCost[]): Amount => sum(those.map(({ total }) => total));
  const always = fields.filter(({ types }) => types === undefined);
  const sometimes = fields.filter(({ types }) => types !== undefined);
  if (sometimes.length === 0) return totals(always);
  const byType = all.map((type) => totals(sometimes.filter(({ types }) => types?.includes(type))));
  return sum([totals(always), largest(byType)]);
}

const tooManySelections = (): GraphQLError =>
  new GraphQLError(
    `the operation's fragments expand to more than ${MAX_SELECTIONS} selections; ask for less at once`,
    {
      extensions: { code: "OPERATION_TOO_COMPLEX" },
    },
  );
