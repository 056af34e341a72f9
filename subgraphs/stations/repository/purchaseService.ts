import { districtLevel } from "../../kit/codes/districtCode.ts";
import { UserFailure } from "../../kit/graphql/UserFailure.ts";
import { beijingDay } from "../model/beijingTime.ts";
import { checkAmount, checkText } from "../model/inputChecks.ts";
import { keyedRequest } from "../model/keyedRequest.ts";
import { PROVIDER_KINDS, PURCHASER_KINDS } from "../model/Organization.ts";
import {
  type FundingSource,
  type ProjectDocument,
  type ProjectField,
  PUBLIC_SOURCES,
} from "../model/PurchasedProject.ts";
import type { StationsCollections } from "./collections.ts";
import { findRequested, insertOnce } from "./insertOnce.ts";
import { mustFind } from "./mustFind.ts";
import { mustFindOrganization } from "./organizations.ts";

export interface PurchaseServiceInput {
  clientKey: string;
  title: string;
  field: ProjectField;
  districtCode: string;
  stationId?: string | null;
  purchaserCreditCode: string;
  providerCreditCode: string;
  fundingSource: FundingSource;
  amountYuan: number;
  startsOn: string;
  endsOn: string;
}

/**
 * Awards a project to its provider; idempotent by `clientKey`.
 * @throws UserFailure `INVALID_INPUT`, `NOT_FOUND`, `NOT_ELIGIBLE` (purchaser, provider), `CONFLICT` (key)
 */
export async function purchaseService(
  collections: StationsCollections,
  { clientKey, ...input }: PurchaseServiceInput,
  now: Date,
): Promise<ProjectDocument> {
  const content = {
    title: checkText(input.title, 80, "title"),
    field: input.field,
    districtCode: input.districtCode,
    stationId: input.stationId ?? null,
    purchaserCode: input.purchaserCreditCode,
    providerCode: input.providerCreditCode,
    fundingSource: input.fundingSource,
    amountFen: checkAmount(input.amountYuan),
    ...checkDuration(input, now),
  };
  const { digits, requestHash } = keyedRequest("purchaseService", clientKey, content);
  const _id = `pj_${digits}`;
  const known = await findRequested(collections.projects, _id, requestHash);
  if (known) return known;
  await checkPlace(collections, content);
  await checkParties(collections, content);
  return insertOnce(collections.projects, {
    _id,
    ...content,
    year: Number(content.startsOn.slice(0, 4)),
    status: "IN_PROGRESS",
    closedOn: null,
    terminationReason: null,
    beneficiaries: null,
    requestHash,
  });
}

/** Projects are awarded around their start and for a few years, not for decades. */
function checkDuration({ startsOn, endsOn }: { startsOn: string; endsOn: string }, now: Date) {
  const yearsAfter = (day: string, years: number): string =>
    `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  if (startsOn < "2000-01-01" || startsOn > yearsAfter(beijingDay(now), 1)) {
    throw new UserFailure(
      "INVALID_INPUT",
      "startsOn is not before 2000 and within a year from now",
      "startsOn",
    );
  }
  if (endsOn <= startsOn || endsOn > yearsAfter(startsOn, 5)) {
    throw new UserFailure("INVALID_INPUT", "endsOn is after startsOn, by five years at most", "endsOn");
  }
  return { startsOn, endsOn };
}

type Content = Pick<
  ProjectDocument,
  "districtCode" | "stationId" | "purchaserCode" | "providerCode" | "fundingSource"
>;

async function checkPlace({ districts, stations }: StationsCollections, content: Content): Promise<void> {
  await mustFind(districts, content.districtCode, "districtCode");
  if (districtLevel(content.districtCode) !== "COUNTY") {
    throw new UserFailure("INVALID_INPUT", "districtCode names the county of the project", "districtCode");
  }
  if (content.stationId === null) return;
  const station = await mustFind(stations, content.stationId, "stationId");
  if (station.districtCode === content.districtCode) return;
  throw new UserFailure("INVALID_INPUT", `the station lies in ${station.districtCode}`, "stationId");
}

async function checkParties(collections: StationsCollections, content: Content): Promise<void> {
  const isPublic = PUBLIC_SOURCES.includes(content.fundingSource);
  const purchasers = isPublic ? (["GOVERNMENT"] as const) : PURCHASER_KINDS;
  await mustFindOrganization(collections, content.purchaserCode, purchasers, "purchaserCreditCode");
  await mustFindOrganization(collections, content.providerCode, PROVIDER_KINDS, "providerCreditCode");
}
