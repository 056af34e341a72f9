/** Which gateway to start. */
export interface AuditOrder {
  /** For its data; the sample is loaded where it is not there yet. */
  directory: string;
  audited: boolean;
  /** Whether the subgraphs' answers are repeated rather than computed. */
  repeated: boolean;
}

/** The gateway that was started. */
export interface AuditGateway {
  url: string;
  pid: number;
}
