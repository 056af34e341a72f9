import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { findCreated } from "../../kit/acts/findCreated.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import { withinDistrict } from "../../kit/codes/districtCode.ts";
import { placeOf } from "../../kit/codes/Place.ts";
import { SERVICE_FIELDS, type ServiceField } from "../../kit/codes/ServiceField.ts";
import { checkDistinct } from "../../kit/input/checkDistinct.ts";
import { checkNumber } from "../../kit/input/checkNumber.ts";
import { checkPastDay } from "../../kit/input/checkPastDay.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { findPage } from "../../kit/relay/findPage.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { PROVIDER_KINDS } from "../model/Organization.ts";
import type { StationDocument } from "../model/Station.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";
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
    name: checkText(input.name, "name", 60),
    operatorCode: input.operatorCreditCode,
    openedOn: checkPastDay(input.openedOn, "openedOn", chinaDay(now)),
    serviceFields: checkDistinct(input.serviceFields, "serviceFields", 1, SERVICE_FIELDS.length),
    populationServed: checkNumber(input.populationServed, "populationServed", 1, 1_000_000),
  };
  const digits = derivedDigits(12, "openStation", checkClientKey(clientKey));
  const hash = contentHash(content);
  const community = await mustFind(collections.communities, input.communityId, NAMED.community);
  const _id = `st_${community.districtCode}_${digits}`;
  const known = await findCreated(collections.stations, { _id }, hash);
  if (known) return known;
  await mustFindOrganization(collections, content.operatorCode, PROVIDER_KINDS, "operatorCreditCode");
  const { document } = await insertOnce(collections.stations, {
    _id,
    ...content,
    ...placeOf(community.districtCode),
    contentHash: hash,
  });
  return document;
}
