import type { Ranks } from "../../kit/statistics/orderRows.ts";
import { CERTIFICATE_LEVELS } from "../model/Certificate.ts";
import { DISPATCH_FIELDS, DISPATCH_STATUSES } from "../model/Dispatch.ts";

/** Values with an order of their own; all others are sorted as they are written. */
export const RANKS: Ranks = [
  CERTIFICATE_LEVELS,
  DISPATCH_STATUSES,
  DISPATCH_FIELDS,
  ["PROVINCE", "CITY", "COUNTY"],
];
