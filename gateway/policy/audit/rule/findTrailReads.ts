import { type FieldNode, getArgumentValues, Kind, type SelectionSetNode } from "graphql";
import type { GuardedResult, InspectedOperation } from "../../guard/OperationRule.ts";
import { variableDefaults } from "../../variableDefaults.ts";
import type { ReadRecord } from "../AuditRecord.ts";

/** The root fields that show the trail; those that show records are named first. */
const TRAIL_FIELDS = ["auditRecords", "auditTrail"];

/** Longest texts kept of what an auditor asked: of one field, and of all of them. */
const MAX_FIELD = 500;
const MAX_ASKED = 4_000;

/** An operation's look at the trail itself. */
export interface TrailReads {
  /** What was asked, as text, each distinct field and its arguments once. */
  asked(variables: Readonly<Record<string, unknown>>): string;
  /** Whether anything of the trail came back: `denied` where a rule said no, `failed` where nothing came for another reason. */
  outcome(result: GuardedResult): ReadRecord["outcome"];
}

/** The fields of an operation that show the trail; `null` where there are none. */
export function findTrailReads({ schema, definition, fragments }: InspectedOperation): TrailReads | null {
  const root = definition.operation === "query" ? schema.getQueryType() : undefined;
  const known = root?.getFields() ?? {};
  const found: FieldNode[] = [];
  collect(definition.selectionSet);
  if (found.length === 0) return null;
  found.sort((a, b) => TRAIL_FIELDS.indexOf(a.name.value) - TRAIL_FIELDS.indexOf(b.name.value));
  const keys = found.map(({ alias, name }) => (alias ?? name).value);
  const withDefaults = variableDefaults(definition);
  return {
    asked(given) {
      const variables = withDefaults(given);
      const texts = new Set(found.map((node) => textOf(node, variables)));
      return cut([...texts].join(" "), MAX_ASKED);
    },
    outcome({ data, errors = [] }) {
      if (keys.some((key) => (data?.[key] ?? null) !== null)) return "given";
      const isDenied = errors.some(({ path, extensions: { code } }) => {
        const concerns = path === undefined || keys.includes(String(path[0]));
        return concerns && (code === "FORBIDDEN" || code === "UNAUTHENTICATED");
      });
      return isDenied ? "denied" : "failed";
    },
  };

  function textOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): string {
    const field = known[node.name.value];
    const args = field ? JSON.stringify(getArgumentValues(field, node, variables)) : "";
    return cut(`${node.name.value}${args}`, MAX_FIELD);
  }

  function collect({ selections }: SelectionSetNode): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) {
        const { value } = selection.name;
        if (TRAIL_FIELDS.includes(value) && Object.hasOwn(known, value)) found.push(selection);
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

/** Says that something is missing where it is. */
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length)}…`;
