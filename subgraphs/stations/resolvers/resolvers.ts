import {
  CharitableResource,
  Community,
  CommunityFund,
  FiveSocietyLinkage,
  FundEntry,
  LinkageAction,
} from "./Community.ts";
import { CommunitySocialWorker } from "./CommunitySocialWorker.ts";
import { CommunityStation } from "./CommunityStation.ts";
import { District, DistrictStations } from "./District.ts";
import { MedicalSocialWorker } from "./MedicalSocialWorker.ts";
import { Mutation } from "./Mutation.ts";
import { Organization } from "./Organization.ts";
import { Pairing } from "./Pairing.ts";
import { PurchasedProject } from "./PurchasedProject.ts";
import { Query } from "./Query.ts";
import { Intake, Referral, Visit } from "./Referral.ts";
import { IntakeStatisticsRow, PairingStatisticsRow, ProjectStatisticsRow } from "./statisticsRows.ts";

/** Every type that does not resolve by its properties alone. */
export const resolvers = {
  Query,
  Mutation,
  District,
  DistrictStations,
  Community,
  CommunityFund,
  FundEntry,
  FiveSocietyLinkage,
  CharitableResource,
  LinkageAction,
  CommunityStation,
  CommunitySocialWorker,
  MedicalSocialWorker,
  Pairing,
  Referral,
  Intake,
  Visit,
  Organization,
  PurchasedProject,
  IntakeStatisticsRow,
  ProjectStatisticsRow,
  PairingStatisticsRow,
};
