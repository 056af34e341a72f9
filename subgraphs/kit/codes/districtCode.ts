/** How deep a division lies: the province, the city or the county of a GB/T 2260 code. */
export type DistrictLevel = "PROVINCE" | "CITY" | "COUNTY";

/** The level a GB/T 2260 code names: `430000` province, `430100` city, `430112` county. */
export function districtLevel(code: string): DistrictLevel {
  if (code.endsWith("0000")) return "PROVINCE";
  return code.endsWith("00") ? "CITY" : "COUNTY";
}

/** The digits shared by a division and everything inside it: 2 for a province, 4 for a city, 6 for a county. */
export function districtPrefix(code: string): string {
  const digits = { PROVINCE: 2, CITY: 4, COUNTY: 6 }[districtLevel(code)];
  return code.slice(0, digits);
}

/**
 * The filter value that matches a division and everything inside it, for an indexed string field.
 * A range rather than a regular expression: every engine can answer it from the index alone.
 */
export function withinDistrict(code: string): string | { $gte: string; $lte: string } {
  const prefix = districtPrefix(code);
  return prefix.length === 6 ? code : { $gte: prefix.padEnd(6, "0"), $lte: prefix.padEnd(6, "9") };
}

/** Why `value` is not a division code, in words for its sender; `null` when it is one (GB/T 2260: six digits, province 11–82). */
export function districtCodeProblem(value: string): string | null {
  if (!/^\d{6}$/.test(value)) return "a district code has six digits (GB/T 2260), such as 110114";
  const province = Number(value.slice(0, 2));
  if (province < 11 || province > 82) return "its first two digits name no province (GB/T 2260)";
  if (value.slice(2, 4) === "00" && value.slice(4) !== "00") {
    return "a county code names its city in the third and fourth digits";
  }
  return null;
}
