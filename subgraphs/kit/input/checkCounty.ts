import { districtLevel } from "../codes/districtCode.ts";
import { invalidInput } from "./invalidInput.ts";

/** The code of a county or city district: where people and institutions are. @throws UserFailure `INVALID_INPUT` */
export function checkCounty(code: string, field: string): string {
  if (districtLevel(code) === "COUNTY") return code;
  throw invalidInput(`"${field}" must be the code of a county or city district, such as 110114`, field);
}
