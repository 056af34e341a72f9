/** Lists of values in an order of their own. */
export type Ranks = readonly (readonly unknown[])[];

/**
 * Rows in the order of their keys, the first key foremost: numbers by size, `false` before `true`, text by code point
 * unless it is ranked, and what is missing last.
 */
export function orderRows<R>(
  rows: readonly R[],
  keysOf: (row: R) => readonly unknown[],
  ranks: Ranks = [],
): R[] {
  return rows
    .map((row) => ({ row, keys: keysOf(row) }))
    .sort((a, b) => compareKeys(a.keys, b.keys, ranks))
    .map(({ row }) => row);
}

function compareKeys(a: readonly unknown[], b: readonly unknown[], ranks: Ranks): number {
  for (const [i, value] of a.entries()) {
    const order = compare(value ?? null, b[i] ?? null, ranks);
    if (order !== 0) return order;
  }
  return 0;
}

function compare(a: unknown, b: unknown, ranks: Ranks): number {
  if (a === b) return 0;
  if (a === null || b === null) return a === null ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const ranked = ranks.find((values) => values.includes(a) && values.includes(b));
  if (ranked) return ranked.indexOf(a) - ranked.indexOf(b);
  return String(a) < String(b) ? -1 : 1;
}
