import { type FieldNode, getArgumentValues, Kind, type SelectionSetNode } from "graphql";
import type { GuardedResult, InspectedOperation } from "../../guard/OperationRule.ts";
import { variableDefaults } from "../../variableDefaults.ts";
import type { ReadRecord } from "../AuditRecord.ts";

/** The root fields that show the trail. */
const TRAIL_FIELDS = ["auditRecords", "auditTrail"];

/** Longest text of one record; what is longer takes several, for nothing may be hidden behind something else. */
const MAX_ASKED = 4_000;

/** An operation's look at the trail itself. */
export interface TrailReads {
  /** What was asked, as texts of a record each: every distinct field and its arguments once. */
  asked(variables: Readonly<Record<string, unknown>>): string[];
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
  const keys = found.map(({ alias, name }) => (alias ?? name).value);
  const withDefaults = variableDefaults(definition);
  return {
    asked(given) {
      const variables = withDefaults(given);
      return inPieces(new Set(found.map((node) => textOf(node, variables))));
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
    return `${node.name.value}${args}`;
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

function inPieces(texts: Iterable<string>): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const text of texts) {
    if (piece && piece.length + text.length >= MAX_ASKED) {
      pieces.push(piece);
      piece = "";
    }
    piece = piece ? `${piece} ${text}` : text;
    for (; piece.length > MAX_ASKED; piece = piece.slice(MAX_ASKED)) pieces.push(piece.slice(0, MAX_ASKED));
  }
  return piece ? [...pieces, piece] : pieces;
}
