// A programme of each tier is held by a division of that tier; a municipality's districts hold those of the city tier too.
import { describe, expect, it } from "vitest";
import { mayHold } from "./TrainingProgram.ts";

describe("who holds a programme", () => {
  it.each([
    ["430000", "PROVINCE", true],
    ["430100", "CITY", true],
    ["430112", "COUNTY", true],
    ["430112", "CITY", false],
    ["110114", "CITY", true],
    ["430000", "COUNTY", false],
  ] as const)("%s holds one of tier %s: %s", (code, tier, may) => expect(mayHold(code, tier)).toBe(may));
});
