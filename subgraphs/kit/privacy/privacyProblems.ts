import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  type InterfaceTypeExtensionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  type TypeNode,
  valueFromASTUntyped,
} from "graphql";
import { CATEGORIES, isCategory, isLevel, LEVELS } from "./Classification.ts";
import { looksPersonal } from "./looksPersonal.ts";

/** What a contract's author has looked at and found to need no masking: an institution's name, an age band. */
const UNMASKED_TAG = "unmasked";

type Composite =
  | ObjectTypeDefinitionNode
  | InterfaceTypeDefinitionNode
  | ObjectTypeExtensionNode
  | InterfaceTypeExtensionNode;

const COMPOSITE: string[] = [
  Kind.OBJECT_TYPE_DEFINITION,
  Kind.INTERFACE_TYPE_DEFINITION,
  Kind.OBJECT_TYPE_EXTENSION,
  Kind.INTERFACE_TYPE_EXTENSION,
];

/** Types whose fields are no records of persons: acts, and rows of statistics, which are protected by their counts. */
const NO_RECORDS = /^(?:Query|Mutation|Subscription)$|Row$/;

/**
 * What is wrong with a subgraph's SDL as regards personal data, one sentence each; none when all is well. A field that looks
 * personal says `@classified(level:, category:)`, or `@tag(name: "unmasked")` once somebody has judged that it need not.
 */
export function privacyProblems(document: DocumentNode): string[] {
  const types = document.definitions.filter((node): node is Composite => COMPOSITE.includes(node.kind));
  const byName = new Map(types.map((type) => [type.name.value, type]));
  return types.flatMap((type) =>
    (type.fields ?? []).flatMap((field) => {
      const inherited = (type.interfaces ?? []).flatMap(
        ({ name }) =>
          byName.get(name.value)?.fields?.find((one) => one.name.value === field.name.value) ?? [],
      );
      const problem = problemOf(type.name.value, field, inherited);
      return problem ? [`${type.name.value}.${field.name.value} ${problem}`] : [];
    }),
  );
}

function problemOf(
  type: string,
  field: FieldDefinitionNode,
  inherited: FieldDefinitionNode[],
): string | null {
  const classified = classificationOf(field);
  const other = inherited.map(classificationOf).find((one) => one?.text !== classified?.text && one);
  if (other) return `must say ${other.text}, as the interface does`;
  if (!classified) {
    if (NO_RECORDS.test(type) || isExempt(field)) return null;
    if (!looksPersonal(field.name.value, namedType(field.type))) return null;
    return `looks personal: say @classified(level:, category:), or @tag(name: "${UNMASKED_TAG}") if it needs no masking`;
  }
  const { level, category } = classified;
  if (!isLevel(level)) return `has no level "${level}": ${LEVELS.join(", ")}`;
  if (!isCategory(category)) return `has no category "${category}": ${CATEGORIES.join(", ")}`;
  if (field.type.kind === Kind.NON_NULL_TYPE) return "is classified, so it must be nullable";
  return null;
}

/** What another subgraph answers for is classified there. */
function isExempt({ directives = [] }: FieldDefinitionNode): boolean {
  return directives.some((directive) => {
    if (directive.name.value === "external") return true;
    return directive.name.value === "tag" && argumentsOf(directive).name === UNMASKED_TAG;
  });
}

function classificationOf({ directives = [] }: FieldDefinitionNode) {
  const applied = directives.find(({ name }) => name.value === "classified");
  if (!applied) return undefined;
  const { level, category } = argumentsOf(applied);
  return { level, category, text: `@classified(level: "${level}", category: "${category}")` };
}

const argumentsOf = ({ arguments: args = [] }: ConstDirectiveNode): Record<string, unknown> =>
  Object.fromEntries(args.map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
