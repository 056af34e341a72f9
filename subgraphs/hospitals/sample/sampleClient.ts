import { idNumberCheck } from "../../kit/codes/idNumber.ts";
import type { AgeBand } from "../../kit/privacy/ageBand.ts";
import { DISTRICTS } from "../../kit/sample/districts.ts";
import { personName } from "../../kit/sample/personName.ts";
import type { Random } from "../../kit/sample/Random.ts";
import { serial } from "../../kit/sample/SampleOptions.ts";
import type { ClientDetails } from "../model/ReferralClient.ts";

/** No province begins with 99 (GB/T 2260), so a number that begins so is nobody's. */
const NOBODYS_AREA = "990000";

/** Mobile numbers begin with 13 to 19: one that begins with 100 rings nowhere. */
const NOBODYS_NETWORK = "100";

/** Years of birth that lie within a band on any day of the sample (2019 to 2024). */
const BORN: Record<AgeBand, [from: number, to: number]> = {
  UNDER_18: [2008, 2015],
  FROM_18_TO_34: [1991, 1999],
  FROM_35_TO_59: [1966, 1983],
  FROM_60: [1932, 1957],
};
const NOTES = [
  "独居，听力不好，请多按几次门铃",
  "子女在外地，请先打电话",
  "行动不便，需有人陪同",
  "上午在家",
  "家里有狗",
];

/** Who a client might be: nobody, for neither the number of the identity card nor that of the telephone can exist. */
export function sampleClient(band: AgeBand, districtCode: string, random: Random): ClientDetails {
  const [from, to] = BORN[band];
  const birthDate = random.day(`${from}-01-01`, `${to}-12-31`);
  const digits = `${NOBODYS_AREA}${birthDate.replaceAll("-", "")}${serial(random.int(0, 999), 3)}`;
  return {
    name: personName(random),
    phone: `${NOBODYS_NETWORK}${serial(random.int(0, 99_999_999), 8)}`,
    idNumber: `${digits}${idNumberCheck(digits)}`,
    address: `${placeOf(districtCode)}联动示例路${random.int(1, 200)}号${random.int(1, 30)}单元`,
    birthDate,
    note: random.chance(0.3) ? random.pick(NOTES) : null,
  };
}

/** The names of a county and of the divisions above it, the highest first. */
function placeOf(code: string): string {
  const codes = new Set([`${code.slice(0, 2)}0000`, `${code.slice(0, 4)}00`, code]);
  return [...codes].map((one) => DISTRICTS.find((district) => district.code === one)?.name ?? "").join("");
}
