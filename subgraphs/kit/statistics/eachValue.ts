/**
 * Rows whose key is a list, once for each value of the list.
 * Here rather than by `$unwind` in the store, which on FerretDB 1.x loses the document's other fields.
 */
export function eachValue<R extends object>(rows: readonly R[], key: keyof R & string): R[] {
  return rows.flatMap((row) => (row[key] as unknown[]).map((value) => ({ ...row, [key]: value })));
}
