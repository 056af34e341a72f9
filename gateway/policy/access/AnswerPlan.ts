import type { FieldNode, GraphQLOutputType } from "graphql";
import type { Denial } from "./forbidden.ts";

/** How the answer of a smaller operation becomes that of the one that was asked: per object, what was taken out is null again. */
export type ObjectsPlan =
  | { kind: "object"; fields: readonly FieldPlan[] }
  /**
   * Objects of an interface or union, by their types; one of a denied type is null whole. `typenameKey` was added to the
   * operation to tell them apart, and is not given out.
   */
  | { kind: "abstract"; typenameKey: string; byType: ReadonlyMap<string, readonly FieldPlan[] | Denial> };

/** One response key of an object, in the order of the answer. */
export type FieldPlan =
  /** As it came. */
  | { kind: "kept"; key: string }
  /** Something was taken out below it. */
  | { kind: "changed"; key: string; type: GraphQLOutputType; node: FieldNode; objects: ObjectsPlan }
  /** Null because of a rule; the error points at `node`. */
  | { kind: "denied"; key: string; type: GraphQLOutputType; node: FieldNode; denial: Denial };
