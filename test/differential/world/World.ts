import type { SelectionSetNode } from "graphql";

export interface ArgumentDefinition {
  name: string;
  /** SDL type, e.g. `Int!`. */
  type: string;
  /** SDL literal. */
  defaultValue?: string;
}

/** A field of the whole graph, whoever resolves it. */
export interface FieldDefinition {
  name: string;
  /** SDL type, e.g. `[Tree!]!`. */
  type: string;
  args: ArgumentDefinition[];
  /** Subgraphs that resolve it; more than one: `@shareable`. */
  owners: string[];
  /** `@requires`: the value is computed from these fields of the same record. */
  requires?: { text: string; selections: SelectionSetNode };
  inaccessible?: boolean;
}

export type TypeKind = "entity" | "value" | "interface" | "union" | "root";

export interface TypeDefinition {
  kind: TypeKind;
  name: string;
  fields: Map<string, FieldDefinition>;
  /** Of an interface or a union. */
  members: string[];
  /** Key field sets that identify the entity, e.g. `org { id }`. */
  keys: string[];
}

/** What one subgraph says of an object type: keys with their arguments, fields with their directives. */
export interface SubgraphType {
  name: string;
  keys: { fields: string; resolvable: boolean }[];
  shareable: boolean;
  interfaceObject: boolean;
  fields: Map<string, string>;
}

export interface SubgraphDefinition {
  name: string;
  types: Map<string, SubgraphType>;
  /** Interfaces, unions, enums, inputs and custom scalars it mentions. */
  mentioned: Set<string>;
  /** Interfaces that are entities here: `interface I @key(...)`. */
  keyedInterfaces: Set<string>;
  /** `Type.field` that another subgraph overrides: asking for it here is a fault. */
  overridden: Set<string>;
}

/** One object of the data: all it is, over all subgraphs. An `Error` is a value that fails. */
export interface WorldRecord {
  __typename: string;
  values: Map<string, unknown>;
}

/** Random types split over subgraphs, with the data behind them. */
export interface World {
  types: Map<string, TypeDefinition>;
  subgraphs: Map<string, SubgraphDefinition>;
  records: Map<string, WorldRecord[]>;
  roots: Map<string, WorldRecord>;
  /** Records a subgraph does not know, though others refer to them. */
  missing: Map<string, Set<WorldRecord>>;
}

/** Types every subgraph writes the same way where it mentions them. */
export const FIXED_TYPES: Readonly<Record<string, string>> = {
  Mode: "enum Mode { FAST SLOW off }",
  Shade: "enum Shade { RED GREEN null_ }",
  Filter: 'input Filter { min: Int = 1 tags: [String!] mode: Mode inner: Filter name: String! = "" }',
  Json: "scalar Json",
};

export const FIXED_REFERENCES: Readonly<Record<string, string[]>> = { Filter: ["Mode"] };

export const baseOf = (type: string): string => type.replace(/[[\]!]/g, "");

export const LEAVES = ["Int", "Float", "String", "Boolean", "ID", "Mode", "Shade", "Json"] as const;
export const isLeaf = (type: string): boolean => (LEAVES as readonly string[]).includes(baseOf(type));
