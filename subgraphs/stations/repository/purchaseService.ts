import { checkClientKey } from "../../kit/acts/checkClientKey.ts";
import { contentHash } from "../../kit/acts/contentHash.ts";
import { derivedDigits } from "../../kit/acts/derivedDigits.ts";
import { findCreated } from "../../kit/acts/findCreated.ts";
import { insertOnce } from "../../kit/acts/insertOnce.ts";
import { mustFind } from "../../kit/acts/mustFind.ts";
import type { ProjectField } from "../../kit/codes/ProjectField.ts";
import { checkCounty } from "../../kit/input/checkCounty.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import { addYears } from "../../kit/time/addYears.ts";
import { chinaDay } from "../../kit/time/chinaDay.ts";
import { yearOf } from "../../kit/time/yearOf.ts";
import { checkAmount } from "../model/checkAmount.ts";
import { PROVIDER_KINDS, PURCHASER_KINDS } from "../model/Organization.ts";
import { type FundingSource, type ProjectDocument, PUBLIC_SOURCES } from "../model/PurchasedProject.ts";
import type { StationsCollections } from "./collections.ts";
import { NAMED } from "./named.ts";
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
    title: checkText(input.title, "title", 80),
    field: input.field,
    districtCode: input.districtCode,
    stationId: input.stationId ?? null,
    purchaserCode: input.purchaserCreditCode,
    providerCode: input.providerCreditCode,
    fundingSource: input.fundingSource,
    amountFen: checkAmount(input.amountYuan),
    ...checkDuration(input, now),
  };
  const digits = derivedDigits(12, "purchaseService", checkClientKey(clientKey));
  const hash = contentHash(content);
  const _id = `pj_${digits}`;
  const known = await findCreated(collections.projects, { _id }, hash);
  if (known) return known;
  await checkPlace(collections, content);
  await checkParties(collections, content);
  const { document } = await insertOnce(collections.projects, {
    _id,
    ...content,
    year: yearOf(content.startsOn),
    status: "IN_PROGRESS",
    closedOn: null,
    terminationReason: null,
    beneficiaries: null,
    contentHash: hash,
  });
  return document;
}

const FIRST_START = "2000-01-01";
const MOST_YEARS = 5;

/** Projects are awarded around their start and for a few years, not for decades. */
function checkDuration({ startsOn, endsOn }: { startsOn: string; endsOn: string }, now: Date) {
  const latestStart = addYears(chinaDay(now), 1);
  if (startsOn < FIRST_START || startsOn > latestStart) {
    throw invalidInput(`"startsOn" must be between ${FIRST_START} and ${latestStart}`, "startsOn");
  }
  const latestEnd = addYears(startsOn, MOST_YEARS);
  if (endsOn <= startsOn || endsOn > latestEnd) {
    throw invalidInput(`"endsOn" must be after "startsOn" and not after ${latestEnd}`, "endsOn");
  }
  return { startsOn, endsOn };
}

type Content = Pick<
  ProjectDocument,
  "districtCode" | "stationId" | "purchaserCode" | "providerCode" | "fundingSource"
>;

async function checkPlace({ districts, stations }: StationsCollections, content: Content): Promise<void> {
  await mustFind(districts, content.districtCode, NAMED.district);
  checkCounty(content.districtCode, "districtCode");
  if (content.stationId === null) return;
  const station = await mustFind(stations, content.stationId, NAMED.station);
  if (station.districtCode === content.districtCode) return;
  throw invalidInput(
    `the station lies in ${station.districtCode}, not in the district of the project`,
    "stationId",
  );
}

async function checkParties(collections: StationsCollections, content: Content): Promise<void> {
  const isPublic = PUBLIC_SOURCES.includes(content.fundingSource);
  const purchasers = isPublic ? (["GOVERNMENT"] as const) : PURCHASER_KINDS;
  await mustFindOrganization(collections, content.purchaserCode, purchasers, "purchaserCreditCode");
  await mustFindOrganization(collections, content.providerCode, PROVIDER_KINDS, "providerCreditCode");
}
