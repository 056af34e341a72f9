// What is shown instead of personal data.
import { describe, expect, it } from "vitest";
import { ageBand } from "./ageBand.ts";
import { maskName } from "./maskName.ts";

describe("a name", () => {
  it.each([
    ["王小明", "王*"],
    ["欧阳娜娜", "欧*"],
    ["Li Lei", "L*"],
    ["𠮷野家", "𠮷*"],
    ["", "*"],
  ])("%s is shown as %s", (name, shown) => expect(maskName(name)).toBe(shown));
});

describe("a birth date", () => {
  const today = new Date("2024-10-31T00:00:00Z");
  it.each([
    ["2006-11-01", "UNDER_18"],
    ["2006-10-31", "FROM_18_TO_34"],
    ["1989-11-01", "FROM_18_TO_34"],
    ["1989-10-31", "FROM_35_TO_59"],
    ["1964-11-01", "FROM_35_TO_59"],
    ["1964-10-31", "FROM_60"],
  ])("%s is shown as %s", (birthDate, band) => expect(ageBand(birthDate, today)).toBe(band));
  it("changes on the birthday in China, not eight hours later", () => {
    expect(ageBand("2006-11-01", new Date("2024-10-31T15:59:59Z"))).toBe("UNDER_18");
    expect(ageBand("2006-11-01", new Date("2024-10-31T16:00:00Z"))).toBe("FROM_18_TO_34");
  });
});
