import { badInput } from "../graphql/badInput.ts";
import type { Axis, AxisPlace, CellSpace } from "./CellSpace.ts";
import { FINEST, type Value } from "./Family.ts";
import type { Grouped, Within } from "./Figures.ts";

export interface SelectedCell {
  cell: number;
  /** The labels of the levels grouped by, in their order. */
  labels: Value[];
}

interface Choice {
  offset: number;
  labels: Map<number, Value>;
}

/**
 * The cells a query asks for: on each axis the finest level it names, narrowed to the places it stays inside.
 * @throws GraphQLError `BAD_USER_INPUT` when it names two attributes on one axis
 */
export function selectCells(
  space: CellSpace,
  groupBy: readonly Grouped[],
  within: readonly Within[],
): SelectedCell[] {
  checkFineness(space, [...groupBy, ...within]);
  let cells: Choice[] = [{ offset: 0, labels: new Map() }];
  for (const axis of space.axes) {
    const choices = choose(space, axis, groupBy, within);
    cells = cells.flatMap(({ offset, labels }) =>
      choices.map((choice) => ({
        offset: offset + choice.offset,
        labels: new Map([...labels, ...choice.labels]),
      })),
    );
  }
  return cells.map(({ offset, labels }) => ({
    cell: offset,
    labels: groupBy.map((_, index) => labels.get(index) ?? null),
  }));
}

function choose(
  space: CellSpace,
  axis: Axis,
  groupBy: readonly Grouped[],
  within: readonly Within[],
): Choice[] {
  const grouped = groupBy.flatMap(({ axis: name, level }, index) =>
    name === axis.name ? [{ level, index }] : [],
  );
  const inside = within.filter(({ axis: name }) => name === axis.name);
  const levels = [...grouped, ...inside].map(({ level }) => level);
  if (levels.length === 0) return [{ offset: 0, labels: new Map() }];
  const chain = chainOf(axis, levels);
  const finest = chain.findLast((level) => levels.includes(level));
  const limits = inside.map((place) => space.place(axis, place));
  return axis.places.flatMap((place, number) => {
    if (place.level !== finest) return [];
    if (inside.some(({ level }) => level === finest) && !limits.includes(number)) return [];
    if (!limits.every((limit) => limit !== undefined && place.within.has(limit))) return [];
    const labels = grouped.map(({ level, index }) => [index, labelAt(axis, place, level)] as const);
    return [{ offset: number * axis.stride, labels: new Map(labels) }];
  });
}

function labelAt(axis: Axis, { within }: AxisPlace, level: string): Value {
  for (const number of within) {
    const place = axis.places[number];
    if (place?.level === level) return place.label;
  }
  return null;
}

function chainOf(axis: Axis, levels: readonly string[]): readonly string[] {
  const chain = axis.chains.find((one) => levels.every((level) => one.includes(level)));
  if (chain) return chain;
  const choices = axis.chains.map((one) => one.join(" / ")).join(", ");
  throw badInput(
    `"groupBy" and "filter" may together name at most one of: ${choices}; more would single people out`,
  );
}

/** @throws GraphQLError `BAD_USER_INPUT` when the finest levels named on all axes come to more than is allowed */
function checkFineness({ axes, fineness }: CellSpace, named: readonly Grouped[]): void {
  const ofAxes = axes.map(({ name }) =>
    Math.max(0, ...named.filter(({ axis }) => axis === name).map(({ level }) => fineness[level] ?? 0)),
  );
  if (ofAxes.reduce((sum, one) => sum + one, 0) <= FINEST) return;
  const points = Object.entries(fineness)
    .filter(([, one]) => one > 0)
    .map(([level, one]) => `${level} ${one}`);
  throw badInput(
    `"groupBy" and "filter" together are too fine for statistics on people: they may come to ${FINEST}, counting ${points.join(", ")}`,
  );
}
