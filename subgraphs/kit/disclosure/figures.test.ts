// What protection leaves and what it takes: large figures stay exact, one small figure costs few others, and everything
// stays as it is for a day.
import { describe, expect, it } from "vitest";
import { buildFigures } from "./buildFigures.ts";
import { createDisclosure } from "./createDisclosure.ts";
import { DISTRICT_LEVELS, districtPlaces } from "./districtPlaces.ts";
import type { Atom, Family } from "./Family.ts";
import type { Figures } from "./Figures.ts";
import { protectedShare, protectNumber, shown, withheld } from "./ProtectedCount.ts";
import { plainColumn } from "./plainColumn.ts";
import { everyCell } from "./testing/everyCell.ts";

const PATIENTS: Family = {
  name: "patients",
  columns: [
    {
      name: "district",
      axis: "region",
      levels: [DISTRICT_LEVELS],
      places: (code) => districtPlaces(String(code)),
    },
    plainColumn("year", "time"),
    plainColumn("reason", "detail"),
    plainColumn("isUrgent", "detail"),
  ],
  fineness: { county: 1, year: 2, reason: 1, isUrgent: 1 },
};
const COARSE: Family = { ...PATIENTS, fineness: { county: 1, year: 1, reason: 1, isUrgent: 1 } };
const COUNTIES = ["430102", "430103", "430203", "620102", "620103"];
const YEARS = [2022, 2023, 2024];
const REASONS = ["REHABILITATION", "HARDSHIP", "END_OF_LIFE"];

/** So many patients in every county, year and for every reason, and `few` for the last reason in one county and year. */
const patients = (many: number, few = many): Atom[] =>
  COUNTIES.flatMap((county) =>
    YEARS.flatMap((year) =>
      REASONS.map((reason): Atom => {
        const isFew = county === "430102" && year === 2024 && reason === "END_OF_LIFE";
        return { values: [county, year, reason, false], count: isFew ? few : many };
      }),
    ),
  );

const protect = (atoms: Atom[], family = COARSE, threshold = 5): Promise<Figures> =>
  buildFigures(family, atoms, { threshold, secret: "a secret of the test" });

const region = (level: string) => ({ axis: "region", level });
const year = { axis: "time", level: "year" };
const reason = { axis: "detail", level: "reason" };
const withheldOf = async (atoms: Atom[]) =>
  everyCell(COARSE, atoms, await protect(atoms)).cells.filter(({ answer }) => answer.suppressed);

describe("large figures", () => {
  it("are all shown", async () => expect(await withheldOf(patients(5))).toEqual([]));
  it("are withheld where a higher threshold makes them small", async () => {
    const figures = await protect(patients(5), COARSE, 6);
    expect(figures.rows([region("county"), year, reason], []).every(({ count }) => count.suppressed)).toBe(
      true,
    );
    expect(figures.total([])).toEqual(shown(225));
  });
});

describe("one small figure among large ones", () => {
  it("costs as few others as a rectangle of a table has corners, at the levels that hold it", async () => {
    const found = await withheldOf(patients(20, 2));
    const byReason = new Map<string, number>();
    for (const { answer } of found)
      byReason.set(String(answer.reason), (byReason.get(String(answer.reason)) ?? 0) + 1);
    expect(byReason.get("SMALL_CELL")).toBe(1);
    expect(found.length).toBeLessThanOrEqual(8);
    expect(found.every(({ name }) => name.includes("county="))).toBe(true);
  });

  it("leaves every total exact", async () => {
    const figures = await protect(patients(20, 2));
    expect(figures.total([])).toEqual(shown(882));
    for (const level of ["province", "city"])
      for (const row of figures.rows([region(level), year, reason], []))
        expect(row.count.suppressed).toBe(false);
    for (const row of figures.rows([region("county"), year], [])) expect(row.count.suppressed).toBe(false);
  });

  it("cannot be had as the difference of two filters", async () => {
    const figures = await protect(patients(20, 2));
    const within = [
      { axis: "region", level: "county", label: "430102" },
      { axis: "time", level: "year", label: 2024 },
    ];
    expect(figures.total(within)).toEqual(shown(42));
    const others = figures.rows([reason], within).filter(({ labels }) => labels[0] !== "END_OF_LIFE");
    expect(others.some(({ count }) => count.suppressed)).toBe(true);
    expect(figures.total([...within, { ...reason, label: "END_OF_LIFE" }])).toEqual(withheld("SMALL_CELL"));
  });
});

describe("nobody and hardly anybody", () => {
  it("shows nobody as 0", async () =>
    expect((await protect(patients(20))).total([{ ...region("county"), label: "110101" }])).toEqual(
      shown(0),
    ));
  it("withholds even the grand total of one patient", async () => {
    const figures = await protect([{ values: ["430102", 2024, "HARDSHIP", true], count: 1 }]);
    expect(figures.total([])).toEqual(withheld("SMALL_CELL"));
    expect(figures.rows([reason], []).map(({ count }) => count)).toEqual([withheld("SMALL_CELL")]);
  });
  it("answers for no data at all", async () => expect((await protect([])).total([])).toEqual(shown(0)));
});

describe("a query", () => {
  it.each([
    ["two details", [reason, { axis: "detail", level: "isUrgent" }], "at most one of"],
    ["too fine a place, time and detail", [region("county"), year, reason], "too fine"],
  ])("is refused for %s, and told what may be combined", async (_, groupBy, message) => {
    const figures = await protect(patients(20), PATIENTS);
    expect(() => figures.rows(groupBy, [])).toThrow(message);
  });
  it("may narrow a level by a coarser one, or by itself", async () => {
    const figures = await protect(patients(20));
    const inCity = figures.rows([region("county")], [{ ...region("city"), label: "430100" }]);
    expect(inCity.map(({ labels }) => labels[0])).toEqual(["430102", "430103"]);
    const itself = figures.rows([region("county")], [{ ...region("county"), label: "620102" }]);
    expect(itself.map(({ labels, count }) => [labels[0], count.value])).toEqual([["620102", 180]]);
  });
});

describe("the figures of a day", () => {
  it("stay as they are until the next day", async () => {
    let [now, count] = ["2024-11-01T08:00:00Z", 10];
    const disclosure = createDisclosure({
      threshold: 5,
      secret: "a secret of the test",
      now: () => new Date(now),
    });
    const total = async () => (await disclosure.figures(COARSE, async () => patients(count))).total([]).value;
    expect(await total()).toBe(450);
    count = 11;
    expect(await total()).toBe(450);
    now = "2024-11-01T16:00:00Z";
    expect(await total()).toBe(495);
  });

  it("are read again after a failure", async () => {
    const disclosure = createDisclosure({
      threshold: 5,
      secret: "a secret of the test",
      now: () => new Date(),
    });
    const failed = disclosure.figures(COARSE, () => Promise.reject(new Error("the store is away")));
    await expect(failed).rejects.toThrow("away");
    expect((await disclosure.figures(COARSE, async () => patients(9))).total([])).toEqual(shown(405));
  });

  it("are the same again for the same data and secret", async () => {
    const [some, again] = [await protect(patients(4, 2)), await protect(patients(4, 2))];
    const groupBy = [region("county"), reason];
    expect(some.rows(groupBy, [])).toEqual(again.rows(groupBy, []));
  });
});

it("shares are shown only where both of their numbers are", () => {
  expect(protectedShare(shown(1), shown(3))).toBe(0.3333);
  expect(protectedShare(withheld("SMALL_CELL"), shown(30))).toBeNull();
  expect(protectedShare(shown(20), withheld("COMPLEMENTARY"))).toBeNull();
  expect(protectedShare(shown(0), shown(0))).toBeNull();
});

it.each([
  [0, shown(0)],
  [1, withheld("SMALL_CELL")],
  [4, withheld("SMALL_CELL")],
  [5, shown(5)],
])("a number of %d people that stands alone", (people, expected) =>
  expect(protectNumber(people, 5)).toEqual(expected),
);
