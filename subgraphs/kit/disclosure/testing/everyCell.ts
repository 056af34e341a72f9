import { GraphQLError } from "graphql";
import type { Atom, Column, Family, Value } from "../Family.ts";
import type { Figures } from "../Figures.ts";
import { type ProtectedCount, shown } from "../ProtectedCount.ts";
import type { KnownCell } from "./Attacker.ts";

export interface AskedCell extends KnownCell {
  /** How many there are really, and the second figure: what the attacker is after. */
  truth: number;
  weight: { answer: ProtectedCount; truth: number };
}

/** Every combination of one item of each list. */
export function combinations<T>(lists: readonly (readonly T[])[]): T[][] {
  return lists.reduce<T[][]>((some, list) => some.flatMap((one) => list.map((item) => [...one, item])), [[]]);
}

const isAt = (column: Column, value: Value, level: string, label: Value): boolean =>
  column.places(value).some((place) => place.level === level && place.label === label);

/**
 * Asks everything that may be asked of a family, by every level of every axis: all its cells, empty ones included, each
 * with the unknowns it adds up (combinations of the columns' values).
 */
export function everyCell(family: Family, atoms: readonly Atom[], figures: Figures) {
  const domains = family.columns.map(({ domain = [] }, index) => [
    ...new Set([...domain, ...atoms.map(({ values }) => values[index] ?? null)]),
  ]);
  const unknowns = combinations(domains);
  const axes = [...new Set(family.columns.map(({ axis }) => axis))];
  const levelsOf = axes.map((axis) => [
    null,
    ...family.columns.filter((column) => column.axis === axis).flatMap(({ levels }) => levels.flat()),
  ]);
  const cells = combinations<string | null>(levelsOf).flatMap((levels): AskedCell[] => {
    const groupBy = axes.flatMap((axis, index) =>
      levels[index] ? [{ axis, level: levels[index] as string }] : [],
    );
    const rows = answered(() => figures.rows(groupBy, []));
    if (!rows) return [];
    const labels = groupBy.map(({ level }) => labelsOf(family, domains, level));
    return combinations(labels).map((names): AskedCell => {
      const matches = (values: readonly Value[]): boolean =>
        groupBy.every(({ level }, at) =>
          family.columns.some((column, index) =>
            isAt(column, values[index] ?? null, level, names[at] ?? null),
          ),
        );
      const row = rows.find((one) => one.labels.every((label, at) => label === names[at]));
      const inside = atoms.filter(({ values }) => matches(values));
      const sum = (of: (atom: Atom) => number): number =>
        inside.reduce((total, atom) => total + atom.count * of(atom), 0);
      return {
        name: groupBy.map(({ level }, at) => `${level}=${names[at]}`).join(" ") || "all",
        sums: unknowns.flatMap((values, unknown) => (matches(values) ? [unknown] : [])),
        answer: row?.count ?? shown(0),
        truth: sum(() => 1),
        weight: { answer: row?.weight ?? shown(0), truth: sum(({ values }) => weightOf(family, values)) },
      };
    });
  });
  return { cells, unknowns: unknowns.length };
}

function weightOf({ columns }: Family, values: readonly Value[]): number {
  return columns.reduce((sum, { weight }, index) => sum + (weight?.(values[index] ?? null) ?? 0), 0);
}

function labelsOf({ columns }: Family, domains: readonly (readonly Value[])[], level: string): Value[] {
  const places = columns.flatMap((column, index) =>
    (domains[index] ?? []).flatMap((value) => column.places(value)),
  );
  return [...new Set(places.filter((place) => place.level === level).map(({ label }) => label))];
}

/** The answer to a query; nothing when it may not be asked. */
function answered<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof GraphQLError && error.extensions.code === "BAD_USER_INPUT") return undefined;
    throw error;
  }
}
