import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface CommunityFilter {
  districtCode?: string | null;
}

export function findCommunities(
  { communities }: StationsCollections,
  { districtCode }: CommunityFilter,
  args: PageArgs,
) {
  const filter = districtCode ? { districtCode: withinDistrict(districtCode) } : {};
  return findPage(communities, filter, ORDERS.byId, args);
}
