import type { PageArgs } from "../../kit/relay/pageArgs.ts";
import type { StationDocument } from "../model/Station.ts";
import type { StationsContext } from "../StationsContext.ts";
import { byId, districtRef } from "./references.ts";

export const CommunityStation = {
  __resolveReference: byId("station"),
  id: ({ _id }: StationDocument) => _id,
  district: ({ districtCode }: StationDocument) => districtRef(districtCode),
  community: ({ communityId }: StationDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.community.load(communityId),
  operator: ({ operatorCode }: StationDocument, _: unknown, { loaders }: StationsContext) =>
    loaders.organization.load(operatorCode),
  workers: ({ _id }: StationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().workersOfStation(_id, args),
  projects: ({ _id }: StationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().projectsOfStation(_id, args),
  intakes: ({ _id }: StationDocument, args: PageArgs, { loaders }: StationsContext) =>
    loaders.pages().intakesOfStation(_id, args),
};
