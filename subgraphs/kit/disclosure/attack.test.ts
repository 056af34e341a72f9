// Nobody can work out a withheld number, whatever they ask: an attacker with every answer of the family at once, a
// linear-programming solver and Gaussian elimination goes for small random worlds of patients and of persons.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildFigures } from "./buildFigures.ts";
import { DISTRICT_LEVELS, districtPlaces } from "./districtPlaces.ts";
import type { Atom, Family } from "./Family.ts";
import { plainColumn } from "./plainColumn.ts";
import { Attacker } from "./testing/Attacker.ts";
import { everyCell } from "./testing/everyCell.ts";

const FINE = {
  county: 1,
  station: 2,
  year: 1,
  month: 2,
  reason: 1,
  status: 1,
  team: 1,
  gender: 1,
  isMember: 1,
};
const district = {
  name: "district",
  axis: "region",
  levels: [DISTRICT_LEVELS],
  places: (code: unknown) => districtPlaces(String(code)),
};
const month = {
  name: "month",
  axis: "time",
  levels: [["year", "month"]],
  places: (value: unknown) => [
    { level: "year", label: String(value).slice(0, 4) },
    { level: "month", label: String(value) },
  ],
};
/** Patients by place, time and one detail; a patient's visits are the second figure. */
const PATIENTS: Family = {
  name: "patients",
  columns: [
    district,
    month,
    plainColumn("reason", "detail"),
    {
      name: "course",
      axis: "detail",
      levels: [["status"]],
      places: (value) => [{ level: "status", label: String(value).split(" ")[0] ?? "" }],
      weight: (value) => Number(String(value).split(" ")[1]),
    },
  ],
  fineness: FINE,
};
/** Persons of known place and team, of whom gender and membership are protected. */
const PERSONS: Family = {
  name: "persons",
  sensitiveAxis: "person",
  columns: [
    { ...district, isPublic: true },
    plainColumn("team", "group", { isPublic: true }),
    plainColumn("gender", "person", { domain: ["F", "M"] }),
    plainColumn("isMember", "person", { domain: [true, false] }),
  ],
  fineness: FINE,
};

const counties = fc.constantFrom("430102", "430103", "430203", "620102");
const patient = fc.tuple(
  counties,
  fc.constantFrom("2023-01", "2023-02", "2024-01", "2024-02"),
  fc.constantFrom("REHABILITATION", "HARDSHIP", "END_OF_LIFE"),
  fc.constantFrom("OPEN 0", "OPEN 1", "DONE 1", "DONE 4"),
);
const person = fc.tuple(counties, fc.constantFrom("red", "blue"), fc.constantFrom("F", "M"), fc.boolean());
/** Anything from one record to several groups of some size: sparse data and dense. */
const dataOf = <T extends Atom["values"]>(record: fc.Arbitrary<T>): fc.Arbitrary<Atom[]> =>
  fc
    .uniqueArray(record, { minLength: 1, maxLength: 24, selector: (values) => JSON.stringify(values) })
    .chain((all) =>
      fc
        .array(fc.integer({ min: 1, max: 9 }), { minLength: all.length, maxLength: all.length })
        .map((counts) => all.map((values, index) => ({ values, count: counts[index] ?? 1 }))),
    );

async function attack(family: Family, atoms: Atom[], threshold: number) {
  const figures = await buildFigures(family, atoms, { threshold, secret: "a secret of the test" });
  const { cells, unknowns } = everyCell(family, atoms, figures);
  return { cells, attacker: new Attacker(unknowns, cells, threshold) };
}

describe.each([
  ["patients", PATIENTS, dataOf(patient)],
  ["persons", PERSONS, dataOf(person)],
] as const)("of %s", (_, family, data) => {
  const cases = fc.record({ atoms: data as fc.Arbitrary<Atom[]>, threshold: fc.constantFrom(3, 5) });

  it("every number shown is the true one, and none of them is small", () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ atoms, threshold }) => {
        const { cells } = await attack(family, atoms, threshold);
        for (const { name, answer, truth, weight } of cells) {
          const isPublic = family.sensitiveAxis !== undefined && !/gender|isMember/.test(name);
          if (answer.value !== null) expect([name, answer.value]).toEqual([name, truth]);
          if (weight.answer.value !== null && family === PATIENTS)
            expect([name, weight.answer.value]).toEqual([name, weight.truth]);
          if (!answer.suppressed && !isPublic) expect(truth === 0 || truth >= threshold, name).toBe(true);
          if (isPublic) expect(answer.suppressed, name).toBe(false);
          if (answer.suppressed && family === PATIENTS) expect(weight.answer.suppressed, name).toBe(true);
        }
      }),
      { numRuns: 30 },
    ));

  it("no withheld number is a sum or difference of shown ones", () =>
    fc.assert(
      fc.asyncProperty(cases, async ({ atoms, threshold }) => {
        const { cells, attacker } = await attack(family, atoms, threshold);
        expect(attacker.derivable().map(({ name }) => name)).toEqual([]);
        if (family !== PATIENTS) return;
        const visits = cells.map(({ name, sums, weight }) => ({ name, sums, answer: weight.answer }));
        // Nobody's visits: the attacker knows that too, and that is all there is to know.
        const open = new Attacker(attackerSize(cells), visits, threshold).derivable();
        const truths = new Map(cells.map(({ name, weight }) => [name, weight.truth]));
        expect(open.filter(({ name }) => truths.get(name) !== 0).map(({ name }) => name)).toEqual([]);
      }),
      { numRuns: 12 },
    ));

  it("linear programming over all answers pins no withheld number down", () =>
    fc.assert(
      fc.asyncProperty(cases, fc.infiniteStream(fc.nat()), async ({ atoms, threshold }, picks) => {
        const { attacker } = await attack(family, atoms, threshold);
        const { withheld } = attacker;
        for (let i = 0; i < Math.min(withheld.length, 12); i++) {
          const cell = withheld[(picks.next().value ?? 0) % withheld.length];
          if (!cell) break;
          const { least, greatest } = attacker.bounds(cell);
          const { truth } = cell as typeof cell & { truth: number };
          expect(least, cell.name).toBeLessThanOrEqual(truth);
          expect(greatest, cell.name).toBeGreaterThanOrEqual(truth);
          expect(greatest - least, cell.name).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 15 },
    ));
});

const attackerSize = (cells: readonly { sums: readonly number[] }[]): number =>
  1 + Math.max(...cells.flatMap(({ sums }) => sums));
