import type { Filter } from "mongodb";
import type { Caller } from "../../kit/caller/Caller.ts";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { bothOf } from "../../kit/store/bothOf.ts";
import type { IntakeDocument, IntakeStatus } from "../model/Intake.ts";
import { onlyFindableIntakes } from "../model/intakeAccess.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface IntakeFilter {
  stationId?: string | null;
  districtCode?: string | null;
  status?: IntakeStatus | null;
}

/** The store's condition of a filter, for lists and statistics alike. */
function intakeCondition({ stationId, districtCode, status }: IntakeFilter): Filter<IntakeDocument> {
  return {
    ...(stationId ? { stationId } : {}),
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(status ? { status } : {}),
  };
}

/** A page of those the caller may find. */
export function findIntakes(
  { intakes }: StationsCollections,
  filter: IntakeFilter,
  args: PageArgs,
  caller: Caller,
) {
  const conditions = bothOf(intakeCondition(filter), onlyFindableIntakes(caller));
  return findPage(intakes, conditions, ORDERS.latestAnswer, args);
}
