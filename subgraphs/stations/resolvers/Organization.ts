import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { OrganizationDocument } from "../model/Organization.ts";
import type { StationsContext } from "../StationsContext.ts";
import { districtRef } from "./references.ts";

export const Organization = {
  __resolveReference: ({ creditCode }: { creditCode: string }, { loaders }: StationsContext) =>
    loaders.organization.load(creditCode),
  creditCode: ({ _id }: OrganizationDocument) => _id,
  district: ({ districtCode }: OrganizationDocument) => districtRef(districtCode),
  operatedStations: ({ _id }: OrganizationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().stationsOfOperator(_id, args),
  providedProjects: ({ _id }: OrganizationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().projectsOfProvider(_id, args),
  purchasedProjects: ({ _id }: OrganizationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().projectsOfPurchaser(_id, args),
};
