import type { Column, Value } from "./Family.ts";

/** A column of one level that is named as the column is. */
export function plainColumn(
  name: string,
  axis: string,
  more: Pick<Column, "isPublic" | "domain"> = {},
): Column {
  return { name, axis, levels: [[name]], places: (label: Value) => [{ level: name, label }], ...more };
}
