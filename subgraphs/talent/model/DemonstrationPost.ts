export type DemonstrationPostStatus = "ACTIVE" | "REVOKED";

/** A demonstration post of a Party-member social worker (党员社工示范岗). */
export interface DemonstrationPostDocument {
  _id: string;
  contentHash?: string;
  name: string;
  workerId: string;
  /** Unique: the worker while the post is active, something no worker's id equals once it is revoked. */
  holder: string;
  organizationCode: string;
  districtCode: string;
  designatedOn: string;
  revokedOn: string | null;
  status: DemonstrationPostStatus;
}
