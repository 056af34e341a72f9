import type { ProjectField } from "../../kit/codes/ProjectField.ts";

/** Values of `enum FundingSource`. */
export type FundingSource =
  | "FISCAL"
  | "SOCIAL_DONATION"
  | "VENTURE_PHILANTHROPY"
  | "COMMUNITY_FUND"
  | "WELFARE_LOTTERY";

/** Values of `enum PurchasedProjectStatus`. */
export type ProjectStatus = "IN_PROGRESS" | "COMPLETED" | "TERMINATED";

/** Values of `enum ProjectTerminationReason`. */
export type TerminationReason =
  | "FUNDING_STOPPED"
  | "PROVIDER_WITHDREW"
  | "BREACH_OF_CONTRACT"
  | "NO_LONGER_NEEDED";

/** Public money, which only a government department may spend. */
export const PUBLIC_SOURCES: readonly FundingSource[] = ["FISCAL", "WELFARE_LOTTERY"];

/** A project of purchased social-work services (政府购买服务 and its social counterparts). */
export interface ProjectDocument {
  _id: string;
  title: string;
  field: ProjectField;
  districtCode: string;
  stationId: string | null;
  purchaserCode: string;
  providerCode: string;
  fundingSource: FundingSource;
  amountFen: number;
  startsOn: string;
  endsOn: string;
  /** Of `startsOn`. */
  year: number;
  status: ProjectStatus;
  closedOn: string | null;
  terminationReason: TerminationReason | null;
  beneficiaries: number | null;
  /** Content of the request that awarded it; absent where no client did. */
  contentHash?: string;
}
