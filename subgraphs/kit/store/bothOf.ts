import type { Document, Filter } from "mongodb";

/** What meets both conditions, even where they speak of the same field; no more than one of them where the other is empty. */
export function bothOf<T extends Document>(one: Filter<T>, other: Filter<T>): Filter<T> {
  if (Object.keys(one).length === 0) return other;
  return Object.keys(other).length === 0 ? one : ({ $and: [one, other] } as Filter<T>);
}
