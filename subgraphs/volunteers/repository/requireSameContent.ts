import { keyUsedOtherwise } from "../../kit/acts/keyUsedOtherwise.ts";

/**
 * Whether an act that was carried out before under the same key was the same act.
 * @param fields what makes two acts the same; a missing field counts as `null`
 * @throws UserFailure `CONFLICT` when the earlier act differs in one of them
 */
export function requireSameContent<T extends object>(
  earlier: T,
  now: T,
  fields: readonly (keyof T & string)[],
): void {
  const differs = fields.some((field) => (earlier[field] ?? null) !== (now[field] ?? null));
  if (!differs) return;
  throw keyUsedOtherwise();
}
