// Staffing is workers per people served; need is ordered by it, the larger population first where it is equal.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_POPULATION, staffingOf } from "./staffing.ts";

describe("staffing", () => {
  it("is given per 100,000 people, to two decimals", () => {
    expect(staffingOf(3, 90_000).workersPer100k).toBe(3.33);
    expect(staffingOf(0, 90_000).workersPer100k).toBe(0);
  });
  it("orders by workers per person first, then by population", () => {
    const population = fc.integer({ min: 1_000, max: MAX_POPULATION });
    const workers = fc.integer({ min: 0, max: 500 });
    fc.assert(
      fc.property(workers, population, workers, population, (n, people, m, others) => {
        const [a, b] = [staffingOf(n, people), staffingOf(m, others)];
        const expected = a.workersPer100k - b.workersPer100k || others - people;
        expect(Math.sign(a.needOrder - b.needOrder)).toBe(Math.sign(expected));
      }),
    );
  });
});
