import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";
import type { CatalogueEntry } from "./CatalogueEntry.ts";
import { splitDescription } from "./splitDescription.ts";

type Composite = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;
type Annotated = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** What is plumbing and no agency's data: root types, pages, payloads. */
const NO_DATA = /^(?:Query|Mutation|Subscription|PageInfo|UserError)$|(?:Connection|Edge|Payload)$/;

/** The data catalogue of a composed supergraph: every field of every object type, by owner, type and the schema's order. */
export function catalogueEntries(supergraphSdl: string): CatalogueEntry[] {
  const { definitions } = parse(supergraphSdl, { noLocation: true });
  const graphs = new Map<string, string>();
  for (const node of definitions) {
    if (node.kind !== Kind.ENUM_TYPE_DEFINITION || node.name.value !== "join__Graph") continue;
    for (const value of node.values ?? []) {
      graphs.set(value.name.value, String(argumentsOf(value, "join__graph")[0]?.name ?? value.name.value));
    }
  }
  const types = definitions.filter(
    (node): node is Composite =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );
  const byName = new Map(types.map((type) => [type.name.value, type]));
  const entries = types
    .filter((type) => !NO_DATA.test(type.name.value))
    .flatMap((type) =>
      (type.fields ?? []).map((field) => entryOf(type, field, ownerOf(type, field, graphs), byName)),
    );
  const order = [...new Set(entries.map(({ owner }) => owner))].sort();
  return order.flatMap((owner) => entries.filter((entry) => entry.owner === owner));
}

function entryOf(
  type: Composite,
  field: FieldDefinitionNode,
  owner: string,
  types: ReadonlyMap<string, Composite>,
): CatalogueEntry {
  const classification = (argumentsOf(field, "classified")[0] ?? null) as CatalogueEntry["classification"];
  const returned = types.get(namedType(field.type));
  const guarded: Annotated[] = [type, field, ...(returned ? [returned] : [])];
  const scopes = alternatives(guarded, "requiresScopes", "scopes");
  const policies = alternatives(guarded, "policy", "policies");
  const isClosed =
    classification !== null ||
    scopes.length + policies.length > 0 ||
    guarded.some((node) => argumentsOf(node, "authenticated").length > 0);
  const isInternal = [type, field].some((node) => argumentsOf(node, "inaccessible").length > 0);
  return {
    owner,
    type: type.name.value,
    field: field.name.value,
    dataType: print(field.type),
    ...splitDescription(field.description?.value ?? ""),
    classification,
    scopes,
    policies,
    sharing: isInternal ? "NOT_SHARED" : isClosed ? "CONDITIONAL" : "UNCONDITIONAL",
  };
}

/** What each element asks for, once: a list of which every item must be met, each `a` or `a+b`. */
function alternatives(nodes: readonly Annotated[], directive: string, argument: string): string[][] {
  const asked = nodes.flatMap((node) =>
    argumentsOf(node, directive).map((args) => (args[argument] as string[][]).map((all) => all.join("+"))),
  );
  return [...new Map(asked.map((one) => [one.join(), one])).values()];
}

/**
 * The agencies that answer for a field. A key is known to all that join the type, and belongs to the one that answers for most
 * of it.
 */
function ownerOf(type: Composite, field: FieldDefinitionNode, graphs: ReadonlyMap<string, string>): string {
  const own = graphsOf(type, field);
  const isEntity = argumentsOf(type, "join__type").some(({ key }) => key !== undefined);
  const owners = own.length > 1 && isEntity ? [homeOf(type, own)] : own;
  return owners.map((graph) => graphs.get(graph) ?? graph).join(", ");
}

function homeOf(type: Composite, candidates: readonly string[]): string {
  const answered = (type.fields ?? []).map((field) => graphsOf(type, field));
  const share = (graph: string) => answered.filter((own) => own.length === 1 && own[0] === graph).length;
  return candidates.reduce((best, one) => (share(one) > share(best) ? one : best));
}

function graphsOf(type: Composite, field: FieldDefinitionNode): string[] {
  const ofField = argumentsOf(field, "join__field").filter(({ graph }) => graph !== undefined);
  const answering =
    ofField.length > 0
      ? ofField.filter(({ external }) => external !== true)
      : argumentsOf(type, "join__type");
  return [...new Set(answering.map(({ graph }) => String(graph)))];
}

/** The arguments of each use of a directive. */
function argumentsOf({ directives = [] }: Annotated, name: string): Record<string, unknown>[] {
  return directives
    .filter((directive) => directive.name.value === name)
    .map(({ arguments: args = [] }) =>
      Object.fromEntries(args.map((argument) => [argument.name.value, valueFromASTUntyped(argument.value)])),
    );
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
