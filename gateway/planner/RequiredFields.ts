import {
  type ArgumentNode,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  type TypeNode,
} from "graphql";

/** What a virtual field stands for: a field asked with certain arguments. */
export interface VirtualField {
  name: string;
  arguments: readonly ArgumentNode[];
}

type FieldsNode = Pick<ObjectTypeDefinitionNode, "name" | "fields">;

/** The fields that `@requires` of a supergraph asks with arguments, each under a name of its own. */
export class RequiredFields {
  static readonly none = new RequiredFields();
  readonly #types = new Map<string, FieldsNode>();
  readonly #virtual = new Map<string, VirtualField>();
  readonly #names = new Map<string, string>();
  /** Virtual fields by `Type.field`. */
  readonly #byField = new Map<string, Set<string>>();
  /** Virtual fields that a field requires, by `subgraph Type.field`. */
  readonly #requirements = new Map<string, Set<string>>();

  /** Finds them in a supergraph (directives of the join specification). */
  static of(document: DocumentNode): RequiredFields {
    const found = new RequiredFields();
    const subgraphs = new Map<string, string>();
    for (const definition of document.definitions) {
      if (
        definition.kind === Kind.OBJECT_TYPE_DEFINITION ||
        definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      )
        found.#types.set(definition.name.value, definition);
      if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== "join__Graph") continue;
      for (const { name, directives = [] } of definition.values ?? []) {
        const graph = directives.find((one) => one.name.value === "join__graph");
        subgraphs.set(name.value, (graph && stringArgument(graph, "name")) ?? name.value);
      }
    }
    for (const [type, { fields = [] }] of found.#types) {
      for (const field of fields) {
        for (const directive of field.directives ?? [])
          found.#addRequirement(type, field.name.value, directive, subgraphs);
      }
    }
    return found;
  }

  get isEmpty(): boolean {
    return this.#virtual.size === 0;
  }

  virtual(name: string): VirtualField | undefined {
    return this.#virtual.get(name);
  }

  virtualFieldsOf(type: string, field: string): readonly string[] {
    return [...(this.#byField.get(`${type}.${field}`) ?? [])];
  }

  /** The virtual fields that a field needs in a subgraph. */
  requiredBy(subgraph: string, type: string, field: string): ReadonlySet<string> {
    return this.#requirements.get(`${subgraph} ${type}.${field}`) ?? new Set();
  }

  /** A field set (Federation `FieldSet`) with virtual fields for those that have arguments. */
  mendedFieldSet(type: string, fieldSet: string): string {
    if (!fieldSet.includes("(")) return fieldSet;
    const mended = this.#mended(readFieldSet(fieldSet), type, new Set());
    return stripIgnoredCharacters(print(mended)).slice(1, -1);
  }

  #addRequirement(
    type: string,
    field: string,
    directive: DirectiveNode,
    subgraphs: ReadonlyMap<string, string>,
  ): void {
    const fieldSet =
      directive.name.value === "join__field" ? stringArgument(directive, "requires") : undefined;
    if (!fieldSet?.includes("(")) return;
    const used = new Set<string>();
    this.#mended(readFieldSet(fieldSet), type, used);
    const graph = directive.arguments?.find(({ name }) => name.value === "graph")?.value;
    const subgraph = graph?.kind === Kind.ENUM ? (subgraphs.get(graph.value) ?? graph.value) : "";
    this.#requirements.set(`${subgraph} ${type}.${field}`, used);
  }

  #mended(selectionSet: SelectionSetNode, type: string, used: Set<string>): SelectionSetNode {
    const selections = selectionSet.selections.map((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return selection;
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = selection.typeCondition?.name.value ?? type;
        return { ...selection, selectionSet: this.#mended(selection.selectionSet, inner, used) };
      }
      return this.#mendedField(selection, type, used);
    });
    return { ...selectionSet, selections };
  }

  #mendedField(field: FieldNode, type: string, used: Set<string>): FieldNode {
    const inner = this.#fieldType(type, field.name.value);
    const selectionSet =
      field.selectionSet && inner ? this.#mended(field.selectionSet, inner, used) : undefined;
    const below = selectionSet ? { selectionSet } : {};
    if (!field.arguments?.length) return { ...field, ...below };
    const name = this.#virtualName(type, field.name.value, field.arguments);
    used.add(name);
    return { ...field, name: { kind: Kind.NAME, value: name }, arguments: [], ...below };
  }

  #virtualName(type: string, field: string, given: readonly ArgumentNode[]): string {
    const identity = `${field}(${given.map(print).join()})`;
    const name = this.#names.get(identity) ?? `${field}__v${this.#names.size}`;
    this.#names.set(identity, name);
    this.#virtual.set(name, { name: field, arguments: given });
    const ofField = this.#byField.get(`${type}.${field}`) ?? new Set();
    this.#byField.set(`${type}.${field}`, ofField.add(name));
    return name;
  }

  #fieldType(type: string, field: string): string | undefined {
    const definition = this.#types.get(type)?.fields?.find(({ name }) => name.value === field);
    return definition && namedType(definition.type);
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function readFieldSet(fieldSet: string): SelectionSetNode {
  const [operation] = parse(`{${fieldSet}}`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error("not a field set");
  return operation.selectionSet;
}

function stringArgument({ arguments: given = [] }: DirectiveNode, argument: string): string | undefined {
  const value = given.find(({ name }) => name.value === argument)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}
