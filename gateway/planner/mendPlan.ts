import type {
  FetchDataRewrite,
  FetchNode,
  PlanNode,
  QueryPlan,
  QueryPlanSelectionNode,
} from "@apollo/query-planner";
import {
  type FieldNode,
  type InlineFragmentNode,
  Kind,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from "graphql";
import type { RequiredFields } from "./RequiredFields.ts";

/**
 * Turns the virtual fields of a plan (see `addVirtualFields`) back into what they stand for: subgraphs are asked the real
 * field with its arguments under the virtual name, and representations hold it under its real one. A fetch whose fields
 * require one field with different arguments is made several, side by side.
 */
export function mendPlan(plan: QueryPlan, required: RequiredFields): QueryPlan {
  if (required.isEmpty || !plan.node || plan.node.kind === "Subscription") return plan;
  return { ...plan, node: mendNode(plan.node, required) };
}

function mendNode(node: PlanNode, required: RequiredFields): PlanNode {
  switch (node.kind) {
    case "Fetch": {
      const parts = splitConflicts(node, required).map((part) => mendFetch(part, required));
      return parts.length === 1 ? (parts[0] as FetchNode) : { kind: "Parallel", nodes: parts };
    }
    case "Flatten":
      return { ...node, node: mendNode(node.node, required) };
    case "Sequence":
    case "Parallel":
      return { ...node, nodes: node.nodes.map((child) => mendNode(child, required)) };
    case "Condition":
      return {
        ...node,
        ...(node.ifClause ? { ifClause: mendNode(node.ifClause, required) } : {}),
        ...(node.elseClause ? { elseClause: mendNode(node.elseClause, required) } : {}),
      };
    default:
      return node;
  }
}

function mendFetch(node: FetchNode, required: RequiredFields): FetchNode {
  // Renames first: the planner's own rewrites set `__typename`, by which the conditions of a path are decided.
  const inputRewrites = [...renamings(node.requires ?? [], required), ...(node.inputRewrites ?? [])];
  return {
    ...node,
    operation: mendOperation(node.operation, (field) => {
      const virtual = required.virtual(field.name.value);
      if (!virtual) return field;
      const alias = field.alias ?? field.name;
      return {
        ...field,
        alias,
        name: { kind: Kind.NAME, value: virtual.name },
        arguments: virtual.arguments,
      };
    }),
    ...(inputRewrites.length > 0 ? { inputRewrites } : {}),
  };
}

function mendOperation(operation: string, mend: (field: FieldNode) => FieldNode): string {
  const document = parse(operation, { noLocation: true });
  return stripIgnoredCharacters(print(visit(document, { Field: { leave: mend } })));
}

/** Renames virtual fields of representations, the innermost first: paths are those before any renaming. */
function renamings(
  selections: readonly QueryPlanSelectionNode[],
  required: RequiredFields,
  path: readonly string[] = [],
): FetchDataRewrite[] {
  return selections.flatMap((selection): FetchDataRewrite[] => {
    if (selection.kind === "InlineFragment") {
      const inner = selection.typeCondition ? [...path, `... on ${selection.typeCondition}`] : path;
      return renamings(selection.selections, required, inner);
    }
    const here = [...path, selection.alias ?? selection.name];
    const below = renamings(selection.selections ?? [], required, here);
    const virtual = required.virtual(selection.name);
    return virtual ? [...below, { kind: "KeyRenamer", path: here, renameKeyTo: virtual.name }] : below;
  });
}

/** The fetch, or several that each need a field of a representation with one set of arguments only. */
function splitConflicts(node: FetchNode, required: RequiredFields): FetchNode[] {
  const used = virtualNames(node.requires ?? [], required);
  const real = used.map((name) => required.virtual(name)?.name);
  if (new Set(real).size === real.length) return [node];
  const groups: Set<string>[] = [];
  const groupOf = new Map<string, number>();
  const assign = (type: string, field: string): void => {
    const needs = required.requiredBy(node.serviceName, type, field);
    let index = groups.findIndex((group) => isCompatible(group, needs, required));
    if (index < 0) index = groups.push(new Set()) - 1;
    for (const name of needs) groups[index]?.add(name);
    groupOf.set(`${type}.${field}`, index);
  };
  forEachEntityField(node, (type, field) => assign(type, field.name.value));
  return groups.map((group, index) => ({
    ...node,
    operation: keepFields(
      node.operation,
      (type, field) => groupOf.get(`${type}.${field.name.value}`) === index,
    ),
    requires: withoutVirtual(
      node.requires ?? [],
      (name) => required.virtual(name) !== undefined && !group.has(name),
    ),
  }));
}

function isCompatible(
  group: ReadonlySet<string>,
  needs: ReadonlySet<string>,
  required: RequiredFields,
): boolean {
  return [...needs].every((name) =>
    [...group].every(
      (other) => other === name || required.virtual(other)?.name !== required.virtual(name)?.name,
    ),
  );
}

function virtualNames(selections: readonly QueryPlanSelectionNode[], required: RequiredFields): string[] {
  const names = selections.flatMap((selection): string[] => {
    const below = virtualNames(selection.selections ?? [], required);
    return selection.kind === "Field" && required.virtual(selection.name)
      ? [selection.name, ...below]
      : below;
  });
  return [...new Set(names)];
}

function withoutVirtual(
  selections: readonly QueryPlanSelectionNode[],
  isDropped: (name: string) => boolean,
): QueryPlanSelectionNode[] {
  return selections
    .filter((selection) => selection.kind !== "Field" || !isDropped(selection.name))
    .map((selection) =>
      selection.selections
        ? ({
            ...selection,
            selections: withoutVirtual(selection.selections, isDropped),
          } as QueryPlanSelectionNode)
        : selection,
    );
}

/** Visits the fields that a fetch of entities selects of the entities themselves. */
function forEachEntityField(node: FetchNode, visitField: (type: string, field: FieldNode) => void): void {
  keepFields(node.operation, (type, field) => {
    visitField(type, field);
    return true;
  });
}

/** The operation with only some of the entities' own fields; fragments left empty go too. */
function keepFields(operation: string, isKept: (type: string, field: FieldNode) => boolean): string {
  const filter = (selections: readonly SelectionNode[], type: string): SelectionNode[] =>
    selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) return isKept(type, selection) ? [selection] : [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection];
      const inner = filter(selection.selectionSet.selections, selection.typeCondition?.name.value ?? type);
      return inner.length > 0 ? [withSelections(selection, inner)] : [];
    });
  return mendOperation(operation, (field) =>
    field.name.value === "_entities" && field.selectionSet
      ? withSelections(field, filter(field.selectionSet.selections, ""))
      : field,
  );
}

function withSelections<N extends FieldNode | InlineFragmentNode>(node: N, selections: SelectionNode[]): N {
  return { ...node, selectionSet: { kind: Kind.SELECTION_SET, selections } };
}
