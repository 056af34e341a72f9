/**
 * Keeps a label's values few: the first `limit` different ones pass, every later one is `other`.
 * A metric with unbounded label values would grow until memory ends.
 */
export function boundedLabel(limit: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= limit) return "other";
    known.add(value);
    return value;
  };
}
