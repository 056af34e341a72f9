import { Kind, parse, type SelectionSetNode } from "graphql";
import type { Dice } from "./Dice.ts";
import {
  baseOf,
  FIXED_REFERENCES,
  FIXED_TYPES,
  type FieldDefinition,
  type SubgraphDefinition,
  type SubgraphType,
  type TypeDefinition,
  type TypeKind,
  type World,
} from "./World.ts";

export function parseSelections(text: string): SelectionSetNode {
  const [definition] = parse(`{ ${text} }`, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error("not a selection set");
  return definition.selectionSet;
}

/** Declares types and fields in subgraphs; whatever a declaration mentions is declared along with it. */
export class WorldBuilder {
  readonly dice: Dice;
  readonly world: World = {
    types: new Map(),
    subgraphs: new Map(),
    records: new Map(),
    roots: new Map(),
    missing: new Map(),
  };
  /** `Type.field` that some `@requires` or key reads: these never fail. */
  readonly required = new Set<string>();

  constructor(dice: Dice) {
    this.dice = dice;
  }

  addSubgraph(name: string): SubgraphDefinition {
    const subgraph: SubgraphDefinition = {
      name,
      types: new Map(),
      mentioned: new Set(),
      keyedInterfaces: new Set(),
      overridden: new Set(),
    };
    this.world.subgraphs.set(name, subgraph);
    return subgraph;
  }

  addType(kind: TypeKind, name: string, members: string[] = []): TypeDefinition {
    const type: TypeDefinition = { kind, name, members, fields: new Map(), keys: [] };
    this.world.types.set(name, type);
    return type;
  }

  type(name: string): TypeDefinition {
    const type = this.world.types.get(name);
    if (!type) throw new Error(`no type ${name}`);
    return type;
  }

  subgraph(name: string): SubgraphDefinition {
    const subgraph = this.world.subgraphs.get(name);
    if (!subgraph) throw new Error(`no subgraph ${name}`);
    return subgraph;
  }

  /** The object type as this subgraph writes it, empty at first. */
  subgraphType(subgraph: string, type: string): SubgraphType {
    const { types } = this.subgraph(subgraph);
    const known = types.get(type);
    if (known) return known;
    const created: SubgraphType = {
      name: type,
      keys: [],
      shareable: this.type(type).kind === "value",
      interfaceObject: false,
      fields: new Map(),
    };
    types.set(type, created);
    return created;
  }

  /** Writes a field of the type into the subgraph, with everything its type and arguments mention. */
  declare(subgraph: string, type: string, field: FieldDefinition, directives = ""): void {
    const { fields } = this.subgraphType(subgraph, type);
    if (fields.has(field.name)) return;
    fields.set(field.name, directives);
    this.mention(subgraph, field.type);
    for (const argument of field.args) this.mention(subgraph, argument.type);
  }

  /** Makes a named type known to the subgraph. */
  mention(subgraph: string, sdlType: string): void {
    const base = baseOf(sdlType);
    const { mentioned, types } = this.subgraph(subgraph);
    if (FIXED_TYPES[base]) {
      mentioned.add(base);
      for (const other of FIXED_REFERENCES[base] ?? []) this.mention(subgraph, other);
    }
    const type = this.world.types.get(base);
    if (!type) return;
    if (type.kind === "value") {
      for (const field of type.fields.values()) this.declare(subgraph, base, field);
    } else if (type.kind === "entity" && !types.has(base)) {
      this.declareKey(subgraph, base, type.keys[0] as string, false);
    } else if ((type.kind === "interface" || type.kind === "union") && !mentioned.has(base)) {
      mentioned.add(base);
      const known = type.members.filter((member) => types.has(member));
      for (const member of this.dice.some(type.members, known.length > 0 ? 0 : 1, type.members.length))
        this.mention(subgraph, member);
    }
  }

  declareKey(subgraph: string, entity: string, fields: string, resolvable: boolean): void {
    const definition = this.subgraphType(subgraph, entity);
    definition.keys.push({ fields, resolvable });
    this.declareSelections(subgraph, entity, parseSelections(fields), "");
  }

  /** Declares the fields of a key or of `@requires`; what is known already stays as it is. */
  declareSelections(
    subgraph: string,
    type: string,
    { selections }: SelectionSetNode,
    directives: string,
  ): void {
    for (const selection of selections) {
      if (selection.kind !== Kind.FIELD) continue;
      const field = this.type(type).fields.get(selection.name.value);
      if (!field) throw new Error(`${type} has no field ${selection.name.value}`);
      this.required.add(`${type}.${field.name}`);
      this.declare(subgraph, type, field, directives);
      if (selection.selectionSet)
        this.declareSelections(subgraph, baseOf(field.type), selection.selectionSet, directives);
    }
  }

  /** A field that the given subgraphs resolve, declared in all of them. */
  addField(type: string, field: FieldDefinition, directives = ""): FieldDefinition {
    this.type(type).fields.set(field.name, field);
    for (const owner of field.owners)
      this.declare(
        owner,
        type,
        field,
        [directives, field.owners.length > 1 ? "@shareable" : "", field.inaccessible ? "@inaccessible" : ""]
          .filter(Boolean)
          .join(" "),
      );
    return field;
  }

  /** Entities and stubs of the subgraph that can be looked up there. */
  isResolvable(subgraph: string, type: string): boolean {
    return (
      this.world.subgraphs
        .get(subgraph)
        ?.types.get(type)
        ?.keys.some(({ resolvable }) => resolvable) ?? false
    );
  }
}
