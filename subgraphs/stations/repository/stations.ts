import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { beijingDay } from "../model/beijingTime.ts";
import { checkChoices, checkCount, checkPastDay, checkText } from "../model/inputChecks.ts";
import { keyedRequest } from "../model/keyedRequest.ts";
import { PROVIDER_KINDS } from "../model/Organization.ts";
import { placeOf } from "../model/Place.ts";
import type { ServiceField } from "../model/ServiceField.ts";
import type { StationDocument } from "../model/Station.ts";
import type { StationsCollections } from "./collections.ts";
import { findRequested, insertOnce } from "./insertOnce.ts";
import { mustFind } from "./mustFind.ts";
import { ORDERS } from "./orders.ts";
import { mustFindOrganization } from "./organizations.ts";

export interface StationFilter {
  districtCode?: string | null;
  serviceField?: ServiceField | null;
  operatorCreditCode?: string | null;
}

export function findStations(
  { stations }: StationsCollections,
  { districtCode, serviceField, operatorCreditCode }: StationFilter,
  args: PageArgs,
) {
  const filter = {
    ...(districtCode ? { districtCode: withinDistrict(districtCode) } : {}),
    ...(serviceField ? { serviceFields: serviceField } : {}),
    ...(operatorCreditCode ? { operatorCode: operatorCreditCode } : {}),
  };
  return findPage(stations, filter, ORDERS.byId, args);
}

export interface OpenStationInput {
  clientKey: string;
  communityId: string;
  name: string;
  operatorCreditCode: string;
  openedOn: string;
  serviceFields: ServiceField[];
  populationServed: number;
}

/**
 * Opens a station; idempotent by `clientKey`.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `NOT_ELIGIBLE` (operator), `CONFLICT` (key)
 */
export async function openStation(
  collections: StationsCollections,
  { clientKey, ...input }: OpenStationInput,
  now: Date,
): Promise<StationDocument> {
  const content = {
    communityId: input.communityId,
    name: checkText(input.name, 60, "name"),
    operatorCode: input.operatorCreditCode,
    openedOn: checkPastDay(input.openedOn, { today: beijingDay(now) }, "openedOn"),
    serviceFields: checkChoices(input.serviceFields, 1, "serviceFields"),
    populationServed: checkCount(input.populationServed, 1, 1_000_000, "populationServed"),
  };
  const { digits, requestHash } = keyedRequest("openStation", clientKey, content);
  const community = await mustFind(collections.communities, input.communityId, "communityId");
  const _id = `st_${community.districtCode}_${digits}`;
  const known = await findRequested(collections.stations, _id, requestHash);
  if (known) return known;
  await mustFindOrganization(collections, content.operatorCode, PROVIDER_KINDS, "operatorCreditCode");
  return insertOnce(collections.stations, {
    _id,
    ...content,
    ...placeOf(community.districtCode),
    requestHash,
  });
}
