import { COUNTIES } from "../../kit/sample/districts.ts";
import { federationCode } from "../../kit/sample/organizations.ts";
import { Random } from "../../kit/sample/Random.ts";
import { type SampleOptions, scaled, serial } from "../../kit/sample/SampleOptions.ts";
import type { CourtesyBenefit } from "../model/CourtesyBenefit.ts";

const OFFERS = [
  { title: "公园景区免费游览", pointsCost: 100, minStarRating: 0 },
  { title: "图书馆借阅权益升级", pointsCost: 50, minStarRating: 0 },
  { title: "公共交通卡", pointsCost: 300, minStarRating: 1 },
  { title: "文艺演出门票", pointsCost: 400, minStarRating: 1 },
  { title: "免费健康体检", pointsCost: 800, minStarRating: 2 },
  { title: "运动场馆月卡", pointsCost: 600, minStarRating: 1 },
  { title: "生活用品礼包", pointsCost: 150, minStarRating: 0 },
  { title: "志愿者子女夏令营优先", pointsCost: 1200, minStarRating: 3 },
];

/** About 40 courtesy benefits, offered by the volunteer federations of the districts in turn. */
export function sampleBenefits(options: SampleOptions): CourtesyBenefit[] {
  const random = new Random(options.seed, "benefits");
  return Array.from({ length: scaled(40, options, 16) }, (_, index): CourtesyBenefit => {
    const offer = OFFERS[(index + Math.floor(index / OFFERS.length)) % OFFERS.length] as (typeof OFFERS)[0];
    const place = COUNTIES[(index * 7) % COUNTIES.length] as (typeof COUNTIES)[0];
    return {
      _id: `cb_${serial(index + 1, 4)}`,
      title: `${place.name}${offer.title}`,
      providerCreditCode: federationCode(place.code),
      districtCode: place.code,
      pointsCost: offer.pointsCost,
      minStarRating: offer.minStarRating,
      validFrom: random.day("2024-01-01", "2024-06-30"),
      validUntil: random.day("2025-01-31", "2025-12-31"),
      redemptions: 0,
    };
  });
}
