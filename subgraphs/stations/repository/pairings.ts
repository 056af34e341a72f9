import type { Filter } from "mongodb";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { PairingDocument, PairingStatus } from "../model/Pairing.ts";
import type { StationsCollections } from "./collections.ts";
import { ORDERS } from "./orders.ts";

export interface PairingFilter {
  status?: PairingStatus | null;
  medicalWorkerId?: string | null;
  communityWorkerId?: string | null;
  districtCode?: string | null;
}

/** The store's condition of a filter, for lists and statistics alike. */
export function pairingCondition(filter: PairingFilter): Filter<PairingDocument> {
  return {
    ...(filter.status ? { status: filter.status } : {}),
    ...(filter.medicalWorkerId ? { medicalWorkerId: filter.medicalWorkerId } : {}),
    ...(filter.communityWorkerId ? { communityWorkerId: filter.communityWorkerId } : {}),
    ...(filter.districtCode ? { districtCode: withinDistrict(filter.districtCode) } : {}),
  };
}

export function findPairings({ pairings }: StationsCollections, filter: PairingFilter, args: PageArgs) {
  return findPage(pairings, pairingCondition(filter), ORDERS.latestProposal, args);
}
