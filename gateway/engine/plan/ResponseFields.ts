import { type FragmentDefinitionNode, Kind, type SelectionSetNode } from "graphql";

/** The response keys of a selection set and what is selected below them; all type conditions are laid over one another. */
export type ResponseFields = Map<string, ResponseField>;

export interface ResponseField {
  /** Fields below, or undefined for a leaf. */
  fields?: ResponseFields;
  /** Type conditions under which the key is selected; undefined: whatever the type. */
  conditions?: Set<string>;
}

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Collects response keys in the order of the text. */
export function responseFields(
  selectionSet: SelectionSetNode,
  fragments: Fragments,
  into: ResponseFields = new Map(),
  condition?: string,
): ResponseFields {
  for (const selection of selectionSet.selections) {
    if (selection.kind === Kind.FIELD) {
      addField(
        into,
        selection.alias?.value ?? selection.name.value,
        selection.selectionSet,
        fragments,
        condition,
      );
      continue;
    }
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) continue;
    responseFields(fragment.selectionSet, fragments, into, fragment.typeCondition?.name.value ?? condition);
  }
  return into;
}

function addField(
  into: ResponseFields,
  key: string,
  selectionSet: SelectionSetNode | undefined,
  fragments: Fragments,
  condition: string | undefined,
): void {
  const known = into.get(key);
  const field: ResponseField = known ?? (condition ? { conditions: new Set() } : {});
  if (!known) into.set(key, field);
  if (!condition) delete field.conditions;
  else field.conditions?.add(condition);
  if (!selectionSet) return;
  field.fields ??= new Map();
  responseFields(selectionSet, fragments, field.fields);
}
