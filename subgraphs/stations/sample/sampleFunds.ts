import { agencyCode, federationCode, foundationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, serial } from "../../kit/sample/SampleOptions.ts";
import type { CommunityDocument } from "../model/Community.ts";
import type { FundDocument, FundEntryDocument, FundPurpose } from "../model/CommunityFund.ts";
import { workingMoment } from "./sampleMoment.ts";

const PURPOSES: Record<FundPurpose, number> = {
  HARDSHIP_RELIEF: 34,
  COMMUNITY_SERVICE: 28,
  VOLUNTEER_INCENTIVE: 18,
  ENVIRONMENT: 11,
  CULTURE_AND_FESTIVALS: 9,
};

/** A fund of the sample and its movements, oldest first. */
export interface SampleFund {
  fund: FundDocument;
  entries: FundEntryDocument[];
}

/** Funds in about 60 % of the communities; every fund's sums are those of its movements. */
export function sampleFunds(options: SampleOptions, communities: CommunityDocument[]): SampleFund[] {
  const random = new Random(options.seed, "stations-funds");
  let number = 0;
  return communities
    .filter(() => random.chance(0.6))
    .map((community) => {
      const fund: FundDocument = {
        _id: community._id,
        districtCode: community.districtCode,
        balanceFen: 0,
        raisedFen: 0,
        grantedFen: 0,
      };
      const days = Array.from({ length: random.int(3, 12) }, () =>
        random.day("2019-03-01", "2024-10-29"),
      ).sort();
      const entries = days.map((day) => {
        number += 1;
        const entry = entryOf(`fe_${serial(number, 6)}`, community, fund.balanceFen, day, random);
        book(fund, entry);
        return entry;
      });
      return { fund, entries };
    });
}

function book(fund: FundDocument, { kind, amountFen }: FundEntryDocument): void {
  fund.balanceFen += kind === "DONATION" ? amountFen : -amountFen;
  if (kind === "DONATION") fund.raisedFen += amountFen;
  else fund.grantedFen += amountFen;
}

/** A grant where the balance allows one, at most half of it; else a donation. */
function entryOf(
  _id: string,
  { _id: communityId, districtCode, provinceCode }: CommunityDocument,
  balanceFen: number,
  day: string,
  random: Random,
): FundEntryDocument {
  const isGrant = balanceFen >= 1_000_000 && random.chance(0.45);
  const donated = random.int(5, 400) * 10_000;
  const granted = Math.floor((balanceFen * random.int(10, 50)) / 100 / 10_000) * 10_000;
  const donor = random.weighted({ PERSON: 50, AGENCY: 20, FOUNDATION: 30 });
  const donorCode = {
    PERSON: null,
    AGENCY: agencyCode(districtCode, 0),
    FOUNDATION: foundationCode(provinceCode),
  }[donor];
  const recipient = random.chance(0.6)
    ? agencyCode(districtCode, random.int(0, 1))
    : federationCode(districtCode);
  const purpose = random.weighted(PURPOSES);
  return {
    _id,
    communityId,
    kind: isGrant ? "GRANT" : "DONATION",
    amountFen: isGrant ? granted : donated,
    at: workingMoment(day, random),
    organizationCode: isGrant ? recipient : donorCode,
    purpose: isGrant ? purpose : null,
  };
}
