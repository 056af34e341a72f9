/** A response key that none of these is: the given one, or as like it as can be. */
export function freeKey(wanted: string, taken: ReadonlySet<string>): string {
  let key = wanted;
  while (taken.has(key)) key += "_";
  return key;
}
