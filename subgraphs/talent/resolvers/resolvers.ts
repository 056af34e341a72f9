import type { GraphQLResolverMap } from "@apollo/subgraph/dist/schema-helper/resolverMap.js";
import { Dispatch, LocalTrainee, SupervisionReport, ThreeAreasPlan, ThreeAreasYear } from "./dispatch.ts";
import { District, DistrictTalent, SocialWorkForce } from "./district.ts";
import { Mutation } from "./Mutation.ts";
import { DemonstrationPost, Organization } from "./organizations.ts";
import { BrandProject, LinkagePilot } from "./projects.ts";
import { Query } from "./Query.ts";
import { CommunitySocialWorker, MedicalSocialWorker, SocialWorker } from "./socialWorker.ts";
import { DispatchRow, TrainingRow, WorkforceRow } from "./statistics.ts";
import { TrainingEnrolment, TrainingProgram } from "./training.ts";

// biome-ignore lint/suspicious/noExplicitAny: resolvers of many parent types live in one map
export const resolvers: GraphQLResolverMap<any> = {
  Query,
  Mutation,
  SocialWorker,
  MedicalSocialWorker,
  CommunitySocialWorker,
  TrainingProgram,
  TrainingEnrolment,
  Dispatch,
  SupervisionReport,
  LocalTrainee,
  ThreeAreasPlan,
  ThreeAreasYear,
  DemonstrationPost,
  LinkagePilot,
  BrandProject,
  District,
  DistrictTalent,
  SocialWorkForce,
  Organization,
  WorkforceRow,
  TrainingRow,
  DispatchRow,
};
