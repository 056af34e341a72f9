import type { Document, Filter } from "mongodb";

/** `filter` and, in addition, `field` matching `condition`. */
export function withKey<T extends Document>(
  field: string,
  condition: unknown,
  filter?: Filter<T>,
): Filter<T> {
  const key = { [field]: condition };
  if (!filter || Object.keys(filter).length === 0) return key as Filter<T>;
  return (field in filter ? { $and: [key, filter] } : { ...key, ...filter }) as Filter<T>;
}
