import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { IntakeDocument, IntakeStatus } from "../model/Intake.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface IntakeFilter {
  stationId?: string | null;
  districtCode?: string | null;
  status?: IntakeStatus | null;
}

/** The store's condition of a filter, for lists and statistics alike. */
export function intakeCondition({ stationId, districtCode, status }: IntakeFilter): Filter<IntakeDocument> {
  return {
    ...(stationId ? { stationId } : {}),
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(status ? { status } : {}),
  };
}

export function findIntakes({ intakes }: StationsCollections, filter: IntakeFilter, args: PageArgs) {
  return findPage(intakes, intakeCondition(filter), ORDERS.latestAnswer, args);
}
