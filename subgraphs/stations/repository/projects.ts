import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import type { ProjectField } from "../../kit/codes/ProjectField.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { FundingSource, ProjectDocument, ProjectStatus } from "../model/PurchasedProject.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface ProjectFilter {
  field?: ProjectField | null;
  fundingSource?: FundingSource | null;
  status?: ProjectStatus | null;
  year?: number | null;
  districtCode?: string | null;
  providerCreditCode?: string | null;
}

/** The store's condition of a filter, for lists and statistics alike. */
export function projectCondition(filter: ProjectFilter): Filter<ProjectDocument> {
  return {
    ...(filter.field ? { field: filter.field } : {}),
    ...(filter.fundingSource ? { fundingSource: filter.fundingSource } : {}),
    ...(filter.status ? { status: filter.status } : {}),
    ...(typeof filter.year === "number" ? { year: filter.year } : {}),
    ...(filter.districtCode ? { districtCode: withinDistrict(filter.districtCode) } : {}),
    ...(filter.providerCreditCode ? { providerCode: filter.providerCreditCode } : {}),
  };
}

export function findProjects({ projects }: StationsCollections, filter: ProjectFilter, args: PageArgs) {
  return findPage(projects, projectCondition(filter), ORDERS.latestStart, args);
}
