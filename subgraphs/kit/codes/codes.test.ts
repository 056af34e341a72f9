// The national codes: what is accepted, what is refused, and what the sender is told.
import { describe, expect, it } from "vitest";
import { creditCodeCheckCharacter, creditCodeProblem } from "./creditCode.ts";
import { districtCodeProblem, districtLevel, withinDistrict } from "./districtCode.ts";
import { isWithinDistrict } from "./isWithinDistrict.ts";
import { placeField, placeOf } from "./Place.ts";
import { EVERYWHERE, withinAnyDistrict } from "./withinAnyDistrict.ts";

describe("unified social credit code (GB 32100)", () => {
  // Published codes of real companies; the first is the standard's own example.
  it.each(["91350100M000100Y43", "91110108551385082Q", "91330100799655058B"])("accepts %s", (code) => {
    expect(creditCodeProblem(code)).toBeNull();
  });
  it("names the wrong check character", () => {
    expect(creditCodeProblem("91350100M000100Y44")).toMatch(/check character/);
  });
  it.each(["", "91350100M000100Y4", "91350100M0O0100Y43", "91350100m000100y43"])(
    "refuses the shape of %j",
    (code) => {
      expect(creditCodeProblem(code)).toMatch(/18 characters/);
    },
  );
  it("catches every single mistyped digit", () => {
    const good = "91350100M000100Y43";
    for (let i = 0; i < 17; i++) {
      const wrong = good[i] === "1" ? "2" : "1";
      expect(creditCodeProblem(good.slice(0, i) + wrong + good.slice(i + 1))).not.toBeNull();
    }
    expect(creditCodeCheckCharacter(good)).toBe("3");
  });
});

describe("district code (GB/T 2260)", () => {
  it.each([
    ["110000", "PROVINCE"],
    ["430100", "CITY"],
    ["110114", "COUNTY"],
  ])("%s is a %s", (code, level) => expect(districtLevel(code)).toBe(level));
  it.each(["11011", "abcdef", "000000", "990101", "110001"])("refuses %s", (code) =>
    expect(districtCodeProblem(code)).not.toBeNull(),
  );
  it("covers what lies inside a province, a city, a county", () => {
    expect(withinDistrict("430000")).toEqual({ $gte: "430000", $lte: "439999" });
    expect(withinDistrict("430100")).toEqual({ $gte: "430100", $lte: "430199" });
    expect(withinDistrict("110114")).toBe("110114");
  });
  it("covers what lies inside any of several divisions, in as few conditions as there are", () => {
    expect(withinAnyDistrict("code", ["110114", "110105"])).toEqual({ code: { $in: ["110114", "110105"] } });
    expect(withinAnyDistrict("code", ["430100"])).toEqual({ code: { $gte: "430100", $lte: "430199" } });
    expect(withinAnyDistrict("code", ["430100", "110114"])).toEqual({
      $or: [{ code: { $gte: "430100", $lte: "430199" } }, { code: { $in: ["110114"] } }],
    });
    expect(withinAnyDistrict("code", ["110114", EVERYWHERE])).toEqual({});
    expect(withinAnyDistrict("code", [])).toEqual({ code: { $in: [] } });
  });
  it.each([
    ["110114", "110000", true],
    ["110114", "110114", true],
    ["430104", "430100", true],
    ["430104", "430200", false],
    ["430104", EVERYWHERE, true],
  ])("%s lies within %s: %s", (county, division, lies) =>
    expect(isWithinDistrict(county, division)).toBe(lies),
  );
  it("names the city and the province of a county, and the field for each", () => {
    expect(placeOf("430104")).toEqual({ districtCode: "430104", cityCode: "430100", provinceCode: "430000" });
    expect(["430104", "430100", "430000"].map(placeField)).toEqual([
      "districtCode",
      "cityCode",
      "provinceCode",
    ]);
  });
});
