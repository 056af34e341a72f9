import type { Directive, NamedType, Schema } from "@apollo/federation-internals";

/** One use of a directive in a supergraph, as plain data. */
export interface AppliedDirective {
  /** Where, as a schema coordinate: `Type`, `Type.field` or `Type.field(argument:)`. */
  coordinate: string;
  /** Its name, without `@`. */
  name: string;
  args: Record<string, unknown>;
  /** The subgraphs the element comes from, by name. */
  subgraphs: readonly string[];
}

/** What composition writes for planners, and GraphQL's own: of no interest to anybody else. */
const PLANNERS_OWN =
  /^(join__|core$|link$|inaccessible$|deprecated$|specifiedBy$|context__|context$|fromContext$)/;

/** Specifications whose directives the gateway goes by, so that they are known under whatever name they come. */
const POLICY_SPECS = new Set(
  ["authenticated", "requiresScopes", "policy", "cost"].map((name) => `https://specs.apollo.dev/${name}`),
);

/** Every other directive on the types, fields and arguments of a supergraph. */
export function describeDirectives(schema: Schema): AppliedDirective[] {
  const graphNames = graphNamesOf(schema);
  const found: AppliedDirective[] = [];
  for (const type of schema.types()) {
    const ofType = graphsIn(type.appliedDirectivesOf("join__type"), graphNames);
    add(type.name, type.appliedDirectives, ofType);
    if (type.kind !== "ObjectType" && type.kind !== "InterfaceType" && type.kind !== "InputObjectType")
      continue;
    for (const field of type.fields()) {
      const named = graphsIn(field.appliedDirectivesOf("join__field"), graphNames);
      const ofField = named.length > 0 ? named : ofType;
      add(field.coordinate, field.appliedDirectives, ofField);
      if (field.kind !== "FieldDefinition") continue;
      for (const argument of field.arguments()) add(argument.coordinate, argument.appliedDirectives, ofField);
    }
  }
  return found;

  function add(coordinate: string, applied: readonly Directive[], subgraphs: readonly string[]): void {
    for (const directive of applied) {
      if (PLANNERS_OWN.test(directive.name)) continue;
      found.push({ coordinate, name: nameOf(directive), args: { ...directive.arguments() }, subgraphs });
    }
  }

  /** What a specification calls it: a supergraph may import it under another name (`@link(import:)`, `@link(as:)`). */
  function nameOf(directive: Directive): string {
    const source = schema.coreFeatures?.sourceFeature(directive);
    const isKnown = source && POLICY_SPECS.has(source.feature.url.identity);
    return (isKnown ? source.nameInFeature : undefined) ?? directive.name;
  }
}

/** Composed graph names by their value of `enum join__Graph`. */
function graphNamesOf(schema: Schema): Map<string, string> {
  const graphs = schema.type("join__Graph") as NamedType | undefined;
  if (graphs?.kind !== "EnumType") return new Map();
  return new Map(
    graphs.values.map((value) => [
      value.name,
      String(value.appliedDirectivesOf("join__graph")[0]?.arguments().name ?? value.name),
    ]),
  );
}

/** The graphs that really answer for an element: not those that only know it from elsewhere. */
function graphsIn(applied: readonly Directive[], names: ReadonlyMap<string, string>): string[] {
  const graphs = applied
    .map((directive) => directive.arguments())
    .filter(({ external }) => external !== true)
    .map(({ graph }) => graph)
    .filter((graph): graph is string => typeof graph === "string");
  return [...new Set(graphs.map((graph) => names.get(graph) ?? graph))];
}
