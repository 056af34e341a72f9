import { placeOf } from "../../kit/codes/Place.ts";
import { agencyCode, federationCode, foundationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, serial } from "../../kit/sample/SampleOptions.ts";
import { sampleStations } from "../../kit/sample/stations.ts";
import type { CharitableResource, CharitableResourceKind, CommunityDocument } from "../model/Community.ts";
import { FIVE_SOCIETIES, type LinkageActionDocument } from "../model/LinkageAction.ts";

const RESOURCE_KINDS: readonly CharitableResourceKind[] = [
  "FOUNDATION_GRANT",
  "IN_KIND_GOODS",
  "VENUE",
  "PROFESSIONAL_SERVICE",
];
const TITLES = [
  "邻里节暨便民服务日",
  "独居老人冬季走访",
  "社区微更新议事会",
  "困难家庭暖心帮扶",
  "儿童暑期托管志愿行动",
  "残障居民康复互助日",
  "社区应急演练",
  "爱心义卖与募捐",
];

/** A community of the sample and its joint actions. */
export interface SampleCommunity {
  community: CommunityDocument;
  actions: LinkageActionDocument[];
}

export function sampleCommunities(options: SampleOptions): SampleCommunity[] {
  const random = new Random(options.seed, "stations-communities");
  let number = 0;
  return sampleStations(options).map(({ communityId, communityName, districtCode }) => {
    const place = placeOf(districtCode);
    const agencies = random.sample([0, 1], random.int(1, 2)).map((index) => agencyCode(districtCode, index));
    const community: CommunityDocument = {
      _id: communityId,
      name: communityName,
      ...place,
      partnerCodes: [...agencies, federationCode(districtCode)],
      volunteers: random.int(25, 380),
      resources: random
        .sample(RESOURCE_KINDS, random.int(1, 3))
        .map((kind) => resourceOf(kind, districtCode, place.provinceCode, random)),
    };
    const actions = Array.from({ length: random.int(2, 5) }, () => {
      number += 1;
      return actionOf(`la_${serial(number, 6)}`, communityId, random);
    });
    return { community, actions };
  });
}

function resourceOf(
  kind: CharitableResourceKind,
  districtCode: string,
  provinceCode: string,
  random: Random,
): CharitableResource {
  return {
    kind,
    providerCode: kind === "FOUNDATION_GRANT" ? foundationCode(provinceCode) : federationCode(districtCode),
    valueFen: random.int(2, 120) * 100_000,
    since: random.day("2017-01-10", "2024-09-30"),
  };
}

function actionOf(_id: string, communityId: string, random: Random): LinkageActionDocument {
  return {
    _id,
    communityId,
    title: random.pick(TITLES),
    heldOn: random.day("2019-01-10", "2024-10-28"),
    parties: random.sample(FIVE_SOCIETIES, random.int(2, 5)),
    beneficiaries: random.int(20, 600),
  };
}
