import type { DirectiveLocation } from "graphql";

/** An argument or a field of an input object; `type` as SDL writes it (`[ID!]!`), `defaultValue` as coerced. */
export interface InputValueDescription {
  description?: string | null;
  deprecationReason?: string | null;
  type: string;
  defaultValue?: unknown;
}

export interface FieldDescription {
  description?: string | null;
  deprecationReason?: string | null;
  type: string;
  args: Record<string, InputValueDescription>;
}

interface Described {
  name: string;
  description?: string | null;
}

/** One type of a schema; references to others are names, so that it can cross threads as JSON. */
export type TypeDescription = Described &
  (
    | { kind: "scalar"; specifiedByURL?: string | null }
    | { kind: "object" | "interface"; interfaces: string[]; fields: Record<string, FieldDescription> }
    | { kind: "union"; types: string[] }
    | {
        kind: "enum";
        values: Record<string, { description?: string | null; deprecationReason?: string | null }>;
      }
    | { kind: "input"; isOneOf: boolean; fields: Record<string, InputValueDescription> }
  );

export interface DirectiveDescription extends Described {
  locations: readonly DirectiveLocation[];
  isRepeatable: boolean;
  args: Record<string, InputValueDescription>;
}

/** A schema without resolvers as plain data; its types in chunks of JSON, each small enough to read in one go. */
export interface SchemaDescription {
  description?: string | null;
  query?: string;
  mutation?: string;
  subscription?: string;
  directives: DirectiveDescription[];
  /** Each one the JSON of a `TypeDescription[]`. Types and directives every schema has are not among them. */
  chunks: string[];
}
