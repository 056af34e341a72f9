// What comes in at the door: cleaned when it is right, refused with the field's name and what is allowed when it is not.
import { describe, expect, it } from "vitest";
import { UserFailure } from "../graphql/UserFailure.ts";
import { checkCounty } from "./checkCounty.ts";
import { checkDistinct } from "./checkDistinct.ts";
import { checkForeignId } from "./checkForeignId.ts";
import { checkNotBefore } from "./checkNotBefore.ts";
import { checkNumber } from "./checkNumber.ts";
import { checkPastDay } from "./checkPastDay.ts";
import { checkText } from "./checkText.ts";

/** The message of a refusal, which must be `INVALID_INPUT` on the field `f`. */
function refusal(check: () => unknown): string {
  try {
    check();
  } catch (error) {
    if (!(error instanceof UserFailure)) throw error;
    expect(error.userError).toMatchObject({ code: "INVALID_INPUT", field: ["input", "f"] });
    return error.message;
  }
  throw new Error("it was let through");
}

describe("text", () => {
  it("is trimmed and has a length, counted in characters", () => {
    expect(checkText("  老年关怀 ", "f", 4)).toBe("老年关怀");
    expect(checkText("𠮷𠮷", "f", 2)).toBe("𠮷𠮷");
  });
  it.each(["", "   ", "x".repeat(11)])("is refused: %j", (text) =>
    expect(refusal(() => checkText(text, "f", 10))).toMatch(/"f" must have 1 to 10 characters/),
  );
});

describe("a number", () => {
  it.each([0, 0.5, 24])("%d lies within 0 and 24", (value) =>
    expect(checkNumber(value, "f", 0, 24)).toBe(value),
  );
  it.each([-1, 24.1, Number.NaN])("%d does not", (value) =>
    expect(refusal(() => checkNumber(value, "f", 0, 24))).toBe('"f" must be between 0 and 24'),
  );
});

describe("a list", () => {
  it("names enough and not too many, each once", () => {
    expect(checkDistinct(["A", "B"], "f", 2, 3)).toEqual(["A", "B"]);
    expect(checkDistinct([], "f", 0, 3)).toEqual([]);
  });
  it.each([[["A"]], [["A", "A"]], [["A", "B", "C", "D"]]])("is refused: %j", (values) =>
    expect(refusal(() => checkDistinct(values, "f", 2, 3))).toMatch(/2 to 3 values, none of them twice/),
  );
});

describe("a day in the past", () => {
  const check = (day: string) => checkPastDay(day, "f", "2024-11-01", "2020-01-01");
  it("is neither too early nor in the future", () => {
    for (const day of ["2020-01-01", "2024-11-01"]) expect(check(day)).toBe(day);
    expect(refusal(() => check("2024-11-02"))).toMatch(/in the future: today is 2024-11-01/);
    expect(refusal(() => check("2019-12-31"))).toMatch(/not be before 2020-01-01/);
  });
  it("is not before the republic unless an agency says otherwise", () => {
    expect(refusal(() => checkPastDay("1949-09-30", "f", "2024-11-01"))).toMatch(/not be before 1949-10-01/);
    expect(checkPastDay("1921-07-23", "f", "2024-11-01", "1921-07-01")).toBe("1921-07-23");
  });
  it("says what came first", () =>
    expect(refusal(() => checkNotBefore("2024-01-01", "f", "2024-02-01", "the start"))).toBe(
      '"f" must not be before 2024-02-01, the start',
    ));
});

describe("a place", () => {
  it("is a county or district, not what lies above", () => {
    expect(checkCounty("110114", "f")).toBe("110114");
    for (const code of ["110000", "430100"]) expect(refusal(() => checkCounty(code, "f"))).toMatch(/county/);
  });
});

describe("another agency's id", () => {
  const BOOK = { what: "a book", shape: /^bk_\d{4,40}$/, example: "bk_0001" };
  it("has the shape that agency gives it", () => {
    expect(checkForeignId("bk_0007", "f", BOOK)).toBe("bk_0007");
    expect(refusal(() => checkForeignId("xx_0007", "f", BOOK))).toBe(
      '"f" must be the id of a book, such as bk_0001',
    );
  });
});
