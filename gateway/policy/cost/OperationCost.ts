import type { Amount, Condition } from "./Amount.ts";

/** What one field of an operation costs, each time it is resolved. */
export interface FieldCost {
  /** What the answer calls it. */
  key: string;
  condition: Condition;
  /** Object types it is asked of; undefined for all that can be there. */
  types: readonly string[] | undefined;
  /** The field's own weight and that of its arguments, paid once. */
  once: Amount;
  /** How many items it answers; 1 where it is no list. */
  size: Amount;
  /** The weight of each item, without what is asked of it. */
  each: number;
  /** What is asked of each item. */
  below: SelectionCost;
  total: Amount;
}

/** What a selection costs, for one object. */
export interface SelectionCost {
  fields: readonly FieldCost[];
  total: Amount;
}
