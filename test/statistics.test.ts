// A visitor of the public graph asks everything that may be asked of the statistics on people, over the shipped sample,
// and goes for the withheld numbers with a linear-programming solver: no withheld number is recovered.
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ProtectedCount } from "../subgraphs/kit/disclosure/ProtectedCount.ts";
import { Attacker, type KnownCell } from "../subgraphs/kit/disclosure/testing/Attacker.ts";
import { combinations } from "../subgraphs/kit/disclosure/testing/everyCell.ts";
import { openJoinedGraph } from "./support/openJoinedGraph.ts";
import { openSampleSubgraphs } from "./support/sampleStores.ts";

let graph: Awaited<ReturnType<typeof openJoinedGraph>>;
beforeAll(async () => {
  const { transports } = await openSampleSubgraphs(inject("sampleDirectory"));
  graph = await openJoinedGraph(transports);
});
afterAll(() => graph[Symbol.asyncDispose]());

/** The dimensions of a statistic: how a query names each, and where its value stands in a row. */
interface Statistic {
  field: string;
  figure: string;
  dimensions: Record<string, (row: any) => unknown>;
  /** The dimensions whose cells the attacker takes as unknowns, one of each list at most. */
  axes: string[][];
  /** Dimensions that make a cell protected; none: all are. */
  protectedBy?: string[];
}

const district = (row: any) => row.district.code;
const STATISTICS: Statistic[] = [
  {
    field: "referralStatistics",
    figure: "count",
    dimensions: { DISTRICT: district, YEAR: ({ year }) => year, REASON: ({ reason }) => reason },
    axes: [["DISTRICT"], ["YEAR"], ["REASON"]],
  },
  {
    field: "intakeStatistics",
    figure: "count",
    dimensions: { DISTRICT: district, YEAR: ({ year }) => year, STATUS: ({ status }) => status },
    axes: [["DISTRICT"], ["YEAR"], ["STATUS"]],
  },
  {
    field: "workforceStatistics",
    figure: "workers",
    dimensions: {
      DISTRICT: district,
      KIND: ({ kind }) => kind,
      BIRTH_DECADE: ({ birthDecade }) => birthDecade,
    },
    axes: [["DISTRICT"], ["KIND"], ["BIRTH_DECADE"]],
    protectedBy: ["BIRTH_DECADE"],
  },
  {
    field: "volunteerStatistics",
    figure: "count",
    dimensions: {
      DISTRICT: district,
      STAR_RATING: ({ starRating }) => starRating,
      GENDER: ({ gender }) => gender,
    },
    axes: [["DISTRICT"], ["STAR_RATING"], ["GENDER"]],
    protectedBy: ["GENDER"],
  },
];

const SELECTION: Record<string, string> = {
  DISTRICT: "district { code }",
  YEAR: "year",
  REASON: "reason",
  STATUS: "status",
  KIND: "kind",
  BIRTH_DECADE: "birthDecade",
  STAR_RATING: "starRating",
  GENDER: "gender",
};

async function rowsBy({ field, figure }: Statistic, groupBy: string[]): Promise<any[]> {
  const { data, errors } = await graph.ask(
    `{ ${field}(groupBy: [${groupBy}]) { ${groupBy.map((one) => SELECTION[one]).join(" ")} answer: ${figure} { value suppressed reason } } }`,
  );
  expect(errors).toBeUndefined();
  return data[field];
}

/** Every cell of the statistic over its dimensions, counties added up to cities and provinces left out. */
async function askEverything(statistic: Statistic): Promise<{ cells: KnownCell[]; unknowns: number }> {
  const names = Object.keys(statistic.dimensions);
  const finest = await rowsBy(statistic, names);
  const values = names.map((name) => [...new Set(finest.map((row) => statistic.dimensions[name]?.(row)))]);
  const unknowns = combinations(values);
  const numbers = new Map(unknowns.map((one, index) => [JSON.stringify(one), index]));
  const cells: KnownCell[] = [];
  for (const groupBy of combinations(names.map((name) => [null, name])).map((some) =>
    some.filter((one) => one !== null),
  )) {
    if (groupBy.length === 0) continue;
    const rows = await rowsBy(statistic, groupBy);
    const answers = new Map<string, ProtectedCount>(
      rows.map((row) => [
        JSON.stringify(groupBy.map((name) => statistic.dimensions[name]?.(row))),
        row.answer,
      ]),
    );
    for (const labels of combinations(groupBy.map((name) => values[names.indexOf(name)] ?? []))) {
      const sums = combinations(
        names.map((name, index) =>
          groupBy.includes(name) ? [labels[groupBy.indexOf(name)]] : (values[index] ?? []),
        ),
      ).map((one) => numbers.get(JSON.stringify(one)) as number);
      const nobody: ProtectedCount = { value: 0, suppressed: false, reason: null };
      cells.push({
        name: `${groupBy} ${labels}`,
        sums,
        answer: answers.get(JSON.stringify(labels)) ?? nobody,
      });
    }
  }
  return { cells, unknowns: unknowns.length };
}

describe.each(STATISTICS)("$field, as a visitor sees it", (statistic) => {
  it("gives no withheld number away", async () => {
    const { cells, unknowns } = await askEverything(statistic);
    const attacker = new Attacker(unknowns, cells, 5);
    const { withheld } = attacker;
    expect(withheld.length).toBeGreaterThan(20);
    const isProtected = ({ name }: KnownCell) =>
      !statistic.protectedBy ||
      statistic.protectedBy.some((dimension) => name.split(" ")[0]?.includes(dimension));
    for (const cell of cells)
      if (isProtected(cell) && cell.answer.value !== null)
        expect(cell.answer.value === 0 || cell.answer.value >= 5, cell.name).toBe(true);
    expect(withheld.every(isProtected)).toBe(true);
    for (let i = 0; i < 12; i++) {
      const cell = withheld[Math.floor((i * withheld.length) / 12)] as KnownCell;
      const { least, greatest } = attacker.bounds(cell);
      expect(greatest - least, `${cell.name} lies in ${least}–${greatest}`).toBeGreaterThanOrEqual(1);
    }
  });
});
