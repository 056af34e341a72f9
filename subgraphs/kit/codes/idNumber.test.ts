// Citizen identification numbers (GB 11643): the check character catches a wrong or swapped digit.
import { describe, expect, it } from "vitest";
import { birthDateOf, isIdNumber } from "./idNumber.ts";

describe("an identification number", () => {
  // The example of GB 11643-1999, appendix A.
  it.each(["11010519491231002X", "440524188001010014"])("%s is one", (number) =>
    expect(isIdNumber(number)).toBe(true),
  );
  it.each(["110105194912310021", "11010519491231020X", "11010519491231002x", "1101051949123100", ""])(
    "%j is none",
    (number) => expect(isIdNumber(number)).toBe(false),
  );
  it("holds the birth date", () => expect(birthDateOf("11010519491231002X")).toBe("1949-12-31"));
});
