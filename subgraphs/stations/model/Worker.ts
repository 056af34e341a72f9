import type { ServiceField } from "../../kit/codes/ServiceField.ts";

/** A community social worker's present assignment, or the last one. */
export interface WorkerDocument {
  /** Given by the register of social workers, which the talent subgraph keeps. */
  _id: string;
  stationId: string;
  communityId: string;
  districtCode: string;
  serviceFields: ServiceField[];
  assignedOn: string;
  /** `null` while in post. */
  endedOn: string | null;
  servesAsPartyMember: boolean;
  /** Set while a worker who left still has pairings to end; a crash in between is settled. */
  leavingAt: Date | null;
}
