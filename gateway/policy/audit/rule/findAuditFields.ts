import { type FieldNode, getArgumentValues, Kind, type SelectionSetNode } from "graphql";
import type { InspectedOperation } from "../../guard/OperationRule.ts";

/** The root fields that show the trail. */
const AUDIT_FIELDS = ["auditRecords", "auditTrail"];

/** Longest text kept of what an auditor asked. */
const MAX_LENGTH = 1_000;

/**
 * The fields of an operation that show the trail itself.
 * @returns what was asked of them, as text, for given variables; `null` where there are none
 */
export function findAuditFields({
  schema,
  definition,
  fragments,
}: InspectedOperation): ((variables: Readonly<Record<string, unknown>>) => string) | null {
  const root = definition.operation === "query" ? schema.getQueryType() : undefined;
  const known = root?.getFields() ?? {};
  const found: FieldNode[] = [];
  collect(definition.selectionSet);
  if (found.length === 0) return null;
  return (variables) => {
    const asked = found.map((node) => {
      const field = known[node.name.value];
      return field ? `${node.name.value}${JSON.stringify(getArgumentValues(field, node, variables))}` : "";
    });
    return asked.join(" ").slice(0, MAX_LENGTH);
  };

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { value } = selection.name;
        if (AUDIT_FIELDS.includes(value) && Object.hasOwn(known, value)) found.push(selection);
        continue;
      }
      const set =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments[selection.name.value]?.selectionSet;
      if (set) collect(set);
    }
  }
}
