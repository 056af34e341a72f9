import { type ASTNode, type DirectiveNode, Kind, parse, print, visit } from "graphql";

const RULES = /^(requiresScopes|authenticated|policy)(__|$)/;

/**
 * A supergraph without `@requiresScopes`, `@authenticated` and `@policy`: Apollo Gateway serves none that has them, and what is
 * compared is the same for all.
 */
export function withoutAccessRules(sdl: string): string {
  const document = visit(parse(sdl), {
    Directive: (node) => (RULES.test(node.name.value) || linksRules(node) ? null : undefined),
    DirectiveDefinition: ({ name }) => (RULES.test(name.value) ? null : undefined),
    ScalarTypeDefinition: ({ name }) => (RULES.test(name.value) ? null : undefined),
  });
  return print(document as ASTNode);
}

/** `@link(url: "https://specs.apollo.dev/requiresScopes/v0.1", …)` */
function linksRules({ name, arguments: given = [] }: DirectiveNode): boolean {
  const url = given.find((argument) => argument.name.value === "url")?.value;
  if (name.value !== "link" || url?.kind !== Kind.STRING) return false;
  return RULES.test(url.value.split("/").at(-2) ?? "");
}
