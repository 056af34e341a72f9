import { DemonstrationBase } from "./DemonstrationBase.ts";
import { District, DistrictMedical } from "./District.ts";
import { MedicalInstitution } from "./MedicalInstitution.ts";
import { MedicalSocialWorker } from "./MedicalSocialWorker.ts";
import { Mutation } from "./Mutation.ts";
import { Organization } from "./Organization.ts";
import { Query } from "./Query.ts";
import { Referral } from "./Referral.ts";
import { MedicalWorkforceRow, ReferralStatisticsRow } from "./statisticsRows.ts";

/** Every resolver of the subgraph, by GraphQL type. */
export const resolvers = {
  Query,
  Mutation,
  MedicalInstitution,
  MedicalSocialWorker,
  DemonstrationBase,
  Referral,
  District,
  DistrictMedical,
  Organization,
  MedicalWorkforceRow,
  ReferralStatisticsRow,
};
