import { districtLevel } from "../../kit/codes/districtCode.ts";
import { placeField } from "../../kit/codes/Place.ts";
import { divisionPlace } from "../../kit/disclosure/districtPlaces.ts";
import type { Place } from "../../kit/disclosure/Family.ts";
import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import { intakeFigures } from "../repository/intakeFigures.ts";
import type { StationsContext } from "../StationsContext.ts";
import { districtRef, yuan } from "./references.ts";

interface DistrictRef {
  code: string;
}

export const District = {
  async __resolveReference({ code }: DistrictRef, { loaders }: StationsContext) {
    return (await loaders.district.load(code)) && districtRef(code);
  },
  name: async ({ code }: DistrictRef, _: unknown, { loaders }: StationsContext) =>
    (await loaders.district.load(code))?.name ?? null,
  level: ({ code }: DistrictRef) => districtLevel(code),
  async parent({ code }: DistrictRef, _: unknown, { loaders }: StationsContext) {
    const parentCode = (await loaders.district.load(code))?.parentCode;
    return parentCode ? districtRef(parentCode) : null;
  },
  async children({ code }: DistrictRef, _: unknown, { loaders }: StationsContext) {
    const below = await loaders.districtChildren.load(code);
    for (const district of below) loaders.district.prime(district._id, district);
    return below.map(({ _id }) => districtRef(_id));
  },
  stations: (district: DistrictRef) => district,
};

type Sum = keyof ReturnType<StationsContext["loaders"]["sums"]>;

const sum =
  (name: Sum) =>
  ({ code }: DistrictRef, _: unknown, { loaders }: StationsContext) =>
    loaders.sums()[name].load(code);

const yuanOf =
  (name: Sum) =>
  async ({ code }: DistrictRef, _: unknown, { loaders }: StationsContext) =>
    yuan(await loaders.sums()[name].load(code));

const intakesThat =
  (are: Place) =>
  async ({ code }: DistrictRef, _: unknown, { repository, disclosure }: StationsContext) => {
    const figures = await intakeFigures(disclosure, repository);
    return figures.total([
      { axis: "region", ...divisionPlace(code) },
      { axis: "detail", ...are },
    ]);
  };

export const DistrictStations = {
  stations: sum("stations"),
  communities: sum("communities"),
  communitySocialWorkers: sum("workers"),
  confirmedPairings: sum("confirmedPairings"),
  referralsAccepted: intakesThat({ level: "isAccepted", label: true }),
  referralsCompleted: intakesThat({ level: "status", label: "COMPLETED" }),
  purchasedProjects: sum("projects"),
  purchasedAmountYuan: yuanOf("projectFen"),
  communityFunds: sum("funds"),
  communityFundBalanceYuan: yuanOf("fundBalanceFen"),
  stationList: ({ code }: DistrictRef, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().stationsOfPlace[placeField(code)](code, args),
  communityList: ({ code }: DistrictRef, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().communitiesOfPlace[placeField(code)](code, args),
};
