/** The value of a key, which `make` provides the first time. */
export function getOrAdd<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Adds to a number inside a document, making what is missing on the way: what `$inc` of a dotted path does. */
export function addAtPath(document: object, path: readonly string[], amount: number): void {
  let at = document as Record<string, unknown>;
  const last = path.length - 1;
  for (let i = 0; i < last; i++) {
    const name = path[i] as string;
    const next = (at[name] ?? {}) as Record<string, unknown>;
    at[name] = next;
    at = next;
  }
  const name = path[last] as string;
  at[name] = ((at[name] as number | undefined) ?? 0) + amount;
}
